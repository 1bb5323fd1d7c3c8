import { z } from 'zod';
import { MAX_LONG } from '#bots/chat/answers.ts';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView, type Question } from '#bots/chat/form.ts';
import type { Answers, Given } from '#bots/chat/form-data.ts';
import { comparison } from '#bots/commands/reuse/comparison.ts';
import { DRAFT, draftsOf, openDraft } from '#bots/commands/write/papers.ts';
import { DRAFT_LIMITS } from '#core/record/draft.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Choice, Reply } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';

/** Texts that are sent again with the next application. */
const KINDS: readonly DraftKind[] = ['statement', 'soap-statement', 'reapplicant-paragraph'];
/** How many of the latest drafts are searched and offered. */
const LOOKED = 40;
const OFFERED = 6;
/** UTF-8 takes up to four bytes for a character. */
const MOST_BYTES = DRAFT_LIMITS.text * 4;

const draftsSchema = z.array(z.object({ id: z.string(), label: z.string() }));

const form = defineForm({
  id: 'reuse',
  version: 1,
  isDraft: true,
  questions: [...textFrom('old'), ...textFrom('new')],
  given: z.object({ drafts: draftsSchema }),
  schema: z.object({
    old: z.string(),
    old_text: z.string().nullish(),
    old_file: z.string().nullish(),
    new: z.string(),
    new_text: z.string().nullish(),
    new_file: z.string().nullish(),
  }),
  finish: async (context, answers) => {
    const before = answers.old_text ?? answers.old_file ?? (await draftText(context, answers.old));
    const after = answers.new_text ?? answers.new_file ?? (await draftText(context, answers.new));
    return comparison(context, before, after);
  },
});

/** Compares last time's text with the current one. Only drafts are kept; what was pasted or sent is not. */
export const command = defineCommand({
  name: 'reuse',
  forms: [form],
  run: start,
  presses: { reuse: { redraw: false, run: start } },
});

async function start(context: Context): Promise<Reply> {
  return context.open(form, { given: { drafts: await offered(context) } });
}

/** The latest drafts that can be compared. */
async function offered(context: Context): Promise<{ id: string; label: string }[]> {
  const { say } = context;
  const latest = draftsOf(context.person).slice(0, LOOKED);
  const drafts = await Promise.all(latest.map(({ id }) => context.papers.load(id, DRAFT)));
  return drafts
    .flatMap((draft) => (draft && KINDS.includes(draft.content.kind) ? [draft.paper] : []))
    .slice(0, OFFERED)
    .map(({ id, title, updatedAt }) => ({
      id,
      label: say
        .plain('drafts.listed', { title, on: dayWords(updatedAt.slice(0, 10), say.language) })
        .slice(0, 60),
    }));
}

/** Where one of the two texts comes from, and the text itself if it is not one of the drafts. */
function textFrom(which: 'old' | 'new'): readonly Question[] {
  const is = (way: string) => (answers: Answers, _: Given) => answers[which] === way;
  return [
    { id: which, type: 'choice', choices: (view) => sources(which, view) },
    { id: `${which}_text`, type: 'long', maxLength: MAX_LONG, when: is('paste') },
    {
      id: `${which}_file`,
      type: 'file',
      accepts: ['.txt', 'text/plain'],
      most: MOST_BYTES,
      when: is('file'),
    },
  ];
}

function sources(which: 'old' | 'new', { context: { say }, answers, given }: FormView): readonly Choice[] {
  const drafts = draftsSchema.parse(given.drafts);
  return [
    { value: 'paste', label: say.plain('reuse.from.paste') },
    { value: 'file', label: say.plain('reuse.from.file') },
    ...drafts
      .filter(({ id }) => which === 'old' || id !== answers.old)
      .map(({ id, label }) => ({ value: id, label })),
  ];
}

async function draftText(context: Context, id: string): Promise<string> {
  return (await openDraft(context, id)).content.text;
}
