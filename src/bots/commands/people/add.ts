import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { agreeChoices, keep, type Read, readParts } from '#bots/commands/people/agree.ts';
import { todayOf } from '#bots/commands/people/owned.ts';
import { short } from '#bots/commands/people/words.ts';
import { readLines } from '#core/people/read-lines.ts';
import type { Addressee } from '#core/record/grounds.ts';
import type { Reply } from '#core/reply.ts';

/** A longer list is a table: there is a way for that. */
const MOST_LINES = 40;
const LONGEST = 3_500;

/** An interview at which they were met. */
const metSchema = z.object({ program: z.string().max(100), on: z.iso.date() });
type Met = z.infer<typeof metSchema>;

/** People in lines, one each. What was read is shown, and kept only when somebody agrees. */
export const addForm = defineForm({
  id: 'people',
  version: 1,
  given: z.object({ who: z.string().nullish(), met: metSchema.nullish() }),
  known: (_, { who }) => (typeof who === 'string' ? { who } : {}),
  questions: [
    { id: 'who', type: 'long', maxLength: LONGEST },
    { id: 'agree', type: 'choice', choices: (view) => agreeChoices(view.context, readIn(view)) },
  ],
  schema: z.object({ who: z.string(), agree: z.enum(['keep', 'separate', 'drop']) }),
  preview: (view) => (typeof view.answers.who === 'string' ? [...readParts(view.context, readIn(view))] : []),
  finish: async (context, { who, agree }, { given }) => {
    const read = readWho(context, who, given.met ?? null);
    if (agree === 'drop' || read.named.length === 0) return [context.say.text('people.dropped')];
    return keep(context, read, agree === 'separate');
  },
});

function readIn({ context, answers, given }: FormView): Read {
  const met = metSchema.safeParse(given.met);
  return readWho(context, typeof answers.who === 'string' ? answers.who : '', met.success ? met.data : null);
}

function readWho(context: Context, who: string, met: Met | null): Read {
  const lines = readLines(who, context.knowledge, todayOf(context));
  const read = lines.slice(0, MOST_LINES);
  return {
    named: read.flatMap(({ named }) => (named ? [met === null ? named : metAt(named, met)] : [])),
    unread: [
      ...read.flatMap(({ line, named }) => (named ? [] : [`“${short(line, 60)}”`])),
      ...lines.slice(MOST_LINES).map(({ line }) => `“${short(line, 60)}”`),
    ],
  };
}

/** Somebody who was met at an interview belongs to its program, and the day is in their log. */
function metAt(named: Addressee, { program, on }: Met): Addressee {
  if (named.kind === 'program' || named.kind === 'place') return named;
  const day = { at: `${on}T12:00:00Z`, from: 'me', kind: 'interview', refused: false, says: null } as const;
  return {
    ...named,
    program: named.program ?? program,
    known: [...new Set([...named.known, 'interviewed' as const])],
    log: named.log.length > 0 ? named.log : [day],
  };
}

export function startAdding(
  context: Context,
  who: string | null = null,
  met: Met | null = null,
): Promise<Reply> {
  return context.open(addForm, { given: { who, met } });
}
