import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { agreeChoices, keep, type Read, readParts } from '#bots/commands/people/agree.ts';
import { todayOf } from '#bots/commands/people/owned.ts';
import { short } from '#bots/commands/people/words.ts';
import { readLines } from '#core/people/read-lines.ts';
import type { Reply } from '#core/reply.ts';

/** A longer list is a table: there is a way for that. */
const MOST_LINES = 40;
const LONGEST = 3_500;

/** People in lines, one each. What was read is shown, and kept only when somebody agrees. */
export const addForm = defineForm({
  id: 'people',
  version: 1,
  given: z.object({ who: z.string().nullish() }),
  known: (_, { who }) => (typeof who === 'string' ? { who } : {}),
  questions: [
    { id: 'who', type: 'long', maxLength: LONGEST },
    { id: 'agree', type: 'choice', choices: (view) => agreeChoices(view.context, readIn(view)) },
  ],
  schema: z.object({ who: z.string(), agree: z.enum(['keep', 'separate', 'drop']) }),
  preview: (view) => (typeof view.answers.who === 'string' ? [...readParts(view.context, readIn(view))] : []),
  finish: async (context, { who, agree }) => {
    const read = readWho(context, who);
    if (agree === 'drop' || read.named.length === 0) return [context.say.text('people.dropped')];
    return keep(context, read, agree === 'separate');
  },
});

function readIn({ context, answers }: FormView): Read {
  return readWho(context, typeof answers.who === 'string' ? answers.who : '');
}

function readWho(context: Context, who: string): Read {
  const lines = readLines(who, context.knowledge, todayOf(context));
  const read = lines.slice(0, MOST_LINES);
  return {
    named: read.flatMap(({ named }) => named ?? []),
    unread: [
      ...read.flatMap(({ line, named }) => (named ? [] : [`“${short(line, 60)}”`])),
      ...lines.slice(MOST_LINES).map(({ line }) => `“${short(line, 60)}”`),
    ],
  };
}

export function startAdding(context: Context, who: string | null = null): Promise<Reply> {
  return context.open(addForm, { given: { who } });
}
