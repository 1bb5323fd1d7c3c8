import { z } from 'zod';
import { MAX_EDITED, MAX_LONG } from '#bots/chat/answers.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { type DraftPaper, openDraft, saveDraft } from '#bots/commands/write/papers.ts';
import { review } from '#bots/commands/write/review.ts';
import { showDraft } from '#bots/commands/write/show.ts';
import { withText } from '#core/draft/draft.ts';
import { DRAFT_LIMITS } from '#core/record/draft.ts';
import type { Reply } from '#core/reply.ts';
import { keyOf } from '#core/tone/remark.ts';

/** A draft in the person's own hands: the text is given to edit, and checked when it comes back. */
export const editForm = defineForm({
  id: 'draftedit',
  version: 1,
  isDraft: true,
  questions: [{ id: 'text', type: 'long', maxLength: MAX_LONG }],
  given: z.object({ id: z.string() }),
  schema: z.object({ text: z.string() }),
  finish: async (context, { text }, { given }) => {
    const paper = await openDraft(context, given.id);
    return showDraft(context, await put(context, paper, text));
  },
});

export async function edit(context: Context, id: string): Promise<Reply> {
  const { content } = await openDraft(context, id);
  if (content.text.length > MAX_EDITED) throw new Refused('drafts.edit_long', { most: MAX_EDITED });
  return context.open(editForm, { given: { id }, initial: { text: content.text } });
}

/** The draft with another text; the one before can be brought back. */
export function put(context: Context, paper: DraftPaper, text: string): Promise<DraftPaper> {
  return saveDraft(context, paper, withText(paper.content, text, context.now.toString()));
}

/** Keeps what a finding names as it is, in this draft alone. `number`: its place among the open ones. */
export async function setAside(context: Context, id: string, number: number): Promise<Reply> {
  const paper = await openDraft(context, id);
  const remark = review(context, paper).open[number];
  if (!remark) return showDraft(context, paper);
  const dismissed = [...paper.content.dismissed, keyOf(remark)].slice(-DRAFT_LIMITS.dismissed);
  return showDraft(context, await saveDraft(context, paper, { ...paper.content, dismissed }));
}
