import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { changeOwned, owned } from '#bots/commands/reminders/owned.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { MOST_WORDS, type Reminder } from '#core/record/reminder.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { reworded } from '#core/reminders/own.ts';
import { reminderById } from '#core/reminders/schedule.ts';
import { ended, isRecurring, retimed } from '#core/reminders/series.ts';
import type { Button, Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { sayRule, sayWall } from '#core/time/say.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Changes the words of a reminder, or the time of a series; the other question is not asked. */
export const editForm = defineForm({
  id: 'reminders.edit',
  version: 1,
  questions: [
    { id: 'text', type: 'text', maxLength: MOST_WORDS, when: (_, { part }) => part === 'text' },
    { id: 'time', type: 'time', when: (_, { part }) => part === 'time' },
  ],
  schema: z.object({ text: z.string().nullable(), time: timeOfDaySchema.nullable() }),
  given: z.object({ reminder: idSchema, part: z.enum(['text', 'time']) }),
  finish: async (context, { text, time }, { given: { reminder: id } }) => {
    if (text !== null) return reword(context, id, text.replaceAll(/\s+/g, ' '));
    return time === null ? [] : retime(context, id, time);
  },
});

/** What a reminder in the person's own words offers besides its answers. */
export function editButtons(reminder: Reminder, say: Say): readonly Button[] {
  const { id, series } = reminder;
  if (kindOf(reminder).ownWords === null) return [];
  const words = button(say, 'reword', id, 'reminders.reword');
  if (!series) return [words];
  return [
    words,
    button(say, 'retime', id, 'reminders.retime'),
    button(say, 'endseries', id, 'reminders.end', { style: 'danger' }),
  ];
}

export const editPresses = {
  reword: {
    redraw: false,
    run: async (context: Context, id: string): Promise<Reply> => {
      const { what } = own(context, id);
      return context.open(editForm, { given: { reminder: id, part: 'text' }, initial: { text: what } });
    },
  },
  retime: {
    redraw: false,
    run: async (context: Context, id: string): Promise<Reply> => {
      const { time } = recurring(context, id).reminder.series;
      return context.open(editForm, { given: { reminder: id, part: 'time' }, initial: { time } });
    },
  },
  endseries: {
    redraw: true,
    run: async (context: Context, id: string): Promise<Reply> => {
      const { what } = recurring(context, id);
      await changeOwned(context, id, (person) => ended(person, id, context.now));
      return [context.say.text('reminders.ended', { what })];
    },
  },
} as const;

/** One in the person's own words. @throws {Refused} */
function own(context: Context, id: string) {
  const { reminder } = owned(context, id);
  const what = kindOf(reminder).ownWords;
  if (what === null) throw new Refused('reminders.not_own');
  return { reminder, what };
}

function recurring(context: Context, id: string) {
  const { reminder, what } = own(context, id);
  if (!isRecurring(reminder)) throw new Refused('reminders.not_series');
  return { reminder, what };
}

async function reword(context: Context, id: string, what: string): Promise<Reply> {
  own(context, id);
  await changeOwned(context, id, (person) => reworded(person, id, what));
  return [context.say.text('reminders.reworded', { what })];
}

async function retime(context: Context, id: string, time: string): Promise<Reply> {
  const { reminder, what } = recurring(context, id);
  const { now, newId, say } = context;
  const person = await changeOwned(context, id, (old) => retimed(old, id, time, now, newId));
  const next = reminderById(person, id) ?? reminder;
  const when = sayWall(next.at, zoneOf(person.settings), now, say);
  return [say.text('reminders.retimed', { what, rule: sayRule(reminder.series.rule, say), time, when })];
}
