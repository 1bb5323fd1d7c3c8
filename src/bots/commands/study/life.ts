import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { livesOn } from '#bots/commands/study/again.ts';
import { assessed, daysWords, todayOf } from '#bots/commands/study/standing.ts';
import { button } from '#core/button.ts';
import { readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Reply } from '#core/reply.ts';
import { joined, nextAway, withoutNext } from '#core/study/away.ts';
import { zoneOf } from '#core/time/zone.ts';

const sinceSchema = z.enum(['week_ago', 'today', 'tomorrow', 'other']);
const longSchema = z.enum(['three_days', 'week', 'two_weeks', 'month', 'other']);
const STARTS = { week_ago: -7, today: 0, tomorrow: 1 } as const;
/** Both the first and the last day count. */
const LENGTHS = {
  three_days: { days: 3 },
  week: { weeks: 1 },
  two_weeks: { weeks: 2 },
  month: { months: 1 },
} as const;
const dayQuestion = { type: 'text', maxLength: 60 } as const;

/** A stretch without study: ill, moving, a family, a job. Nobody is asked why. */
const awayForm = defineForm({
  id: 'study.away',
  version: 1,
  questions: [
    { id: 'since', type: 'choice', choices: sinceSchema.options },
    { id: 'since_day', ...dayQuestion, when: ({ since }) => since === 'other' },
    { id: 'long', type: 'choice', choices: longSchema.options },
    { id: 'until_day', ...dayQuestion, when: ({ long }) => long === 'other' },
  ],
  schema: z.object({
    since: sinceSchema,
    since_day: z.string().nullable(),
    long: longSchema,
    until_day: z.string().nullable(),
  }),
  finish: async (context, { since, since_day, long, until_day }): Promise<Reply> => {
    const { say } = context;
    const today = Temporal.PlainDate.from(todayOf(assessed(context), context));
    const from = since === 'other' ? dayNamed(context, since_day) : today.add({ days: STARTS[since] });
    const until =
      long === 'other' ? dayNamed(context, until_day) : from?.add(LENGTHS[long]).subtract({ days: 1 });
    if (!from || !until) return [say.text('study.aim_unclear'), again(context)];
    const isOver = Temporal.PlainDate.compare(until, today) < 0;
    if (isOver || Temporal.PlainDate.compare(until, from) < 0)
      return [say.text('study.away_past'), again(context)];
    const stretch = { from: from.toString(), until: until.toString() };
    const kept = say.text('study.away_kept', { days: daysWords(stretch, context) });
    return livesOn(context, ({ study }) => ({ away: joined(study.away, stretch) }), kept);
  },
});

export const lifeForms = [awayForm];

export const lifePresses = {
  studyaway: {
    redraw: false,
    run: async (context: Context): Promise<Reply> => {
      assessed(context);
      return context.open(awayForm);
    },
  },
  studyback: { redraw: true, run: back },
} as const;

/** Ends what is left of a stretch away. @throws {Refused} */
async function back(context: Context): Promise<Reply> {
  const person = assessed(context);
  const today = todayOf(person, context);
  if (!nextAway(person.study.away, today)) throw new Refused('study.not_away');
  return livesOn(
    context,
    ({ study }) => ({ away: withoutNext(study.away, today) }),
    context.say.text('study.back'),
  );
}

function again({ say }: Context) {
  const buttons = [
    button(say, 'studyaway', 'now', 'study.button.away'),
    button(say, 'study', 'now', 'study.button.study'),
  ];
  return { kind: 'buttons', buttons } as const;
}

function dayNamed(context: Context, typed: string | null): Temporal.PlainDate | null {
  const { now } = context;
  const when = readTimePhrase(typed ?? '', now, zoneOf(assessed(context).settings));
  return when.kind === 'refused' || when.rule ? null : Temporal.PlainDate.from(when.wall.slice(0, 10));
}
