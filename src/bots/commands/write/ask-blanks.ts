import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { addDraft, blanksOf, type DraftPaper, openDraft, saveDraft } from '#bots/commands/write/papers.ts';
import { draftPart, overview, showDraft } from '#bots/commands/write/show.ts';
import { templateOf } from '#core/draft/draft.ts';
import { slotsOf } from '#core/draft/fill.ts';
import { isShared, isTold, withTold } from '#core/draft/told.ts';
import type { Slot } from '#core/knowledge/drafts.ts';
import type { Draft } from '#core/record/draft.ts';
import type { Reply } from '#core/reply.ts';

const LONGEST = 1_200;

/** What a batch of drafts is still asked for. */
const givenSchema = z.object({
  /** The drafts that are filled in one after the other. */
  ids: z.array(z.string()).min(1),
  draft: z.string(),
  slot: z.string(),
  label: z.string(),
  hint: z.string(),
  most: z.number(),
  /** Blanks that the person left open, as `draft.slot`. */
  skipped: z.array(z.string()),
});

/** One blank of a draft. What it tells about the person is kept in their record, so that no other draft asks for it. */
export const blankForm = defineForm({
  id: 'blank',
  version: 1,
  questions: [
    {
      id: 'told',
      type: 'long',
      maxLength: LONGEST,
      optional: true,
      digits: true,
      values: ({ given }: FormView) => ({ label: String(given.label), hint: String(given.hint) }),
    },
  ],
  given: givenSchema,
  schema: z.object({ told: z.string().nullable() }),
  finish: async (context, { told }, { given }) => {
    const { ids, draft: id, slot, most, skipped } = given;
    if (told === null) return askNext(context, ids, [...skipped, `${id}.${slot}`]);
    if (told.length > most) throw new Refused('blank.too_long', { most, length: told.length });
    await keep(context, ids, id, slot, told);
    return askNext(context, ids, skipped);
  },
});

/** Keeps new drafts and asks for the first thing that is missing in them. */
export async function begin(context: Context, drafts: readonly Draft[]): Promise<Reply> {
  const ids: string[] = [];
  for (const draft of drafts) ids.push((await addDraft(context, draft)).paper.id);
  return askNext(context, ids, []);
}

/** The drafts so far with the next question, or what is finished. */
export async function askNext(
  context: Context,
  ids: readonly string[],
  skipped: readonly string[],
): Promise<Reply> {
  const papers: DraftPaper[] = [];
  for (const id of ids) papers.push(await openDraft(context, id));
  for (const paper of papers) {
    const { id } = paper.paper;
    const blank = blanksOf(context, paper).find(({ slot }) => !skipped.includes(`${id}.${slot}`));
    const slot = blank && slotIn(context, paper, blank.slot);
    if (!blank || !slot) continue;
    const { label, hint } = blank;
    const given = {
      ids: [...ids],
      draft: id,
      slot: blank.slot,
      label,
      hint,
      most: slot.most,
      skipped: [...skipped],
    };
    return [draftPart(context, paper), ...(await context.open(blankForm, { given }))];
  }
  const [only, ...others] = papers;
  return only && others.length === 0 ? showDraft(context, only) : overview(context, papers);
}

function slotIn({ knowledge }: Context, { content }: DraftPaper, name: string): Slot | undefined {
  const template = templateOf(content, knowledge);
  return template ? slotsOf(template, knowledge)[name] : undefined;
}

/**
 * Keeps an answer: in the record where it is about the person, else in the draft, and in the others that lack the same.
 * @throws {Refused} for an answer that its place in the record cannot take
 */
async function keep(
  context: Context,
  ids: readonly string[],
  id: string,
  name: string,
  told: string,
): Promise<void> {
  const paper = await openDraft(context, id);
  const from = slotIn(context, paper, name)?.from;
  if (from !== undefined && isTold(from)) {
    await context.update((person) => {
      const changed = withTold(person, from, told);
      if (!changed) throw new Refused(`blank.wrong.${from === 'letterhead.aamcId' ? 'aamc_id' : 'other'}`);
      return changed;
    });
    return;
  }
  for (const each of from !== undefined && isShared(from) ? ids : [id]) {
    const other = await openDraft(context, each);
    const { content } = other;
    if (blanksOf(context, other).some(({ slot }) => slot === name))
      await saveDraft(context, other, { ...content, answers: { ...content.answers, [name]: told } });
  }
}
