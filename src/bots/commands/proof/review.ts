import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import { dayOrMonthSchema } from '#core/record/profile.ts';
import type { Choice, Reply } from '#core/reply.ts';
import { withEntry } from '#core/study/log.ts';
import { dateWords, weekdayWords } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';
import { FALLBACK_ZONE, zoneOf } from '#core/time/zone.ts';

/** Days that are one tap away: today and the week before it. */
const RECENT = 8;
const OTHER = 'other';

/** Somebody looked over the work: who, at what, and when. */
export const reviewForm = defineForm({
  id: 'proof.review',
  version: 1,
  questions: [
    { id: 'day', type: 'choice', choices: recentDays, page: 'review' },
    { id: 'who', type: 'text', maxLength: 60, page: 'review' },
    { id: 'what', type: 'text', maxLength: 200, page: 'review' },
    {
      id: 'other_day',
      type: 'month',
      withDay: true,
      min: '2015-01',
      max: '2040-12',
      when: ({ day }) => day === OTHER,
    },
  ],
  schema: z.object({
    who: z.string(),
    what: z.string(),
    day: z.union([z.iso.date(), z.literal(OTHER)]),
    other_day: dayOrMonthSchema.nullable(),
  }),
  finish: async (context, { who, what, day, other_day: other }) => {
    const { say, now, newId } = context;
    const on = day === OTHER ? (other ?? '') : day;
    if (on.length < 'YYYY-MM-DD'.length) throw new Refused('proof.day_wanted');
    if (on > todayOf(context).toString()) throw new Refused('proof.in_future');
    const person = await context.update((old) =>
      withEntry(old, { kind: 'oversight', on, who, what }, now, newId),
    );
    const entry = person.study.log.at(-1);
    return [
      say.text('proof.noted', { who, what, day: dateWords(on, say.language) }),
      {
        kind: 'buttons',
        buttons: [
          button(say, 'proof', 'now', 'proof.button.page', { style: 'main' }),
          ...(entry ? [button(say, 'proofundo', entry.id, 'proof.button.undo')] : []),
        ],
      },
    ];
  },
});

function recentDays({ context }: FormView): readonly Choice[] {
  const { say } = context;
  const today = todayOf(context);
  const days = Array.from({ length: RECENT }, (_, back): Choice => {
    const value = today.subtract({ days: back }).toString();
    if (back < 2) return { value, label: say.plain(`proof.day.${back === 0 ? 'today' : 'yesterday'}`) };
    return { value, label: weekdayWords(value, say.language) };
  });
  return [...days, { value: OTHER, label: say.plain('proof.day.other') }];
}

export function askReview(context: Context): Promise<Reply> {
  return context.open(reviewForm);
}

/** A wrong review stays in the log, withdrawn, and is not counted. `id` is its entry. @throws {Refused} */
export async function takeBack(context: Context, id: string): Promise<Reply> {
  const { say, now, newId } = context;
  await context.update((old) => {
    const { log } = old.study;
    const isReview = log.some((one) => one.id === id && one.what.kind === 'oversight');
    if (!isReview) throw new Refused('proof.review_gone');
    const isDone = log.some(({ what }) => what.kind === 'withdrawn' && what.entry === id);
    return isDone ? old : withEntry(old, { kind: 'withdrawn', entry: id }, now, newId);
  });
  return [
    say.text('proof.undone'),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'proofnote', 'now', 'proof.button.note'),
        button(say, 'proof', 'now', 'proof.button.page'),
      ],
    },
  ];
}

function todayOf({ person, now }: Context): Temporal.PlainDate {
  return todayIn(now, person ? zoneOf(person.settings) : FALLBACK_ZONE);
}
