import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withZone } from '#bots/chat/zone.ts';
import { heldNote } from '#bots/commands/reminders/held-contact.ts';
import { button } from '#core/button.ts';
import { quietNote } from '#core/gate/verdict-parts.ts';
import { promisesOf } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { eveningOf, eveningScreen, promiseList } from '#core/reminders/kinds/evening.ts';
import { MOST_PROMISES, type PromiseTold, withPromise } from '#core/reminders/promise.ts';
import { move, reminderById, reminderOf, settle, settleStep } from '#core/reminders/schedule.ts';
import type { Button, Reply } from '#core/reply.ts';
import { timeOfDaySchema, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

const form = defineForm({
  id: 'commit',
  version: 2,
  questions: [
    { id: 'what', page: 'promise', type: 'text', maxLength: 120 },
    { id: 'who', page: 'promise', type: 'text', maxLength: 40 },
    { id: 'time', page: 'promise', type: 'time' },
  ],
  schema: z.object({ what: z.string(), who: z.string(), time: timeOfDaySchema }),
  finish: async (context, told) => {
    let check = '';
    const person = await context.update((old) => {
      const promised = promise(old, told, context);
      check = promised.check;
      return promised.person;
    });
    const { say } = context;
    const noted = say.text('commit.noted', { what: told.what, time: told.time, check });
    const made = promisesOf(person, todayOf(person, context)).find(({ own }) => own?.what === told.what);
    const held = made ? heldNote(context, person, reminderOf(person, made.id)) : [];
    return [
      noted,
      ...held,
      ...quietNote(person, context.knowledge, context.now, say),
      ...today(context, person),
    ];
  },
});

const inZone = withZone('commit.zone', begin);

/** Three promises for today, each with a person and a time. */
export const command = defineCommand({
  name: 'commit',
  forms: [form, inZone.form],
  run: (context) => inZone.run(context),
  presses: {
    commit: { redraw: false, run: (context) => inZone.run(context) },
    commitdone: { redraw: true, run: (context, id) => done(context, id) },
    commitrest: { redraw: true, run: (context, id) => close(context, id, true) },
    commitend: { redraw: true, run: (context, id) => close(context, id, false) },
  },
});

async function begin(context: Context, person: Applicant): Promise<Reply> {
  const isFull = promisesOf(person, todayOf(person, context)).length >= MOST_PROMISES;
  return isFull ? today(context, person) : context.open(form);
}

/** @throws {Refused} */
function promise(person: Applicant, told: PromiseTold, { knowledge, now, newId }: Context) {
  const promised = withPromise(person, told, knowledge.pacing, now, newId);
  if (promised.kind === 'refused') throw new Refused(`commit.refused.${promised.why}`);
  return promised;
}

function today(context: Context, person: Applicant): Reply {
  const { say } = context;
  const promises = promisesOf(person, todayOf(person, context));
  const list = promiseList(promises, say);
  if (promises.length >= MOST_PROMISES) return [list, say.text('commit.three')];
  const more: Button = button(say, 'commit', 'more', 'commit.button.another');
  return [list, { kind: 'buttons', buttons: [more] }];
}

/** Ticks one promise; the look back stays open for the others. */
async function done(context: Context, id: string): Promise<Reply> {
  const { person, say, now } = context;
  const task = person?.tasks.find((one) => one.id === id);
  if (task?.set !== 'today') throw new Refused('commit.gone');
  const changed = await context.update((old) => settleStep(old, id, 'done', now));
  const reminder = changed.reminders.findLast((one) => eveningOf(one) === task.on);
  return eveningScreen(changed, reminder?.id ?? id, task.on, say);
}

/** Ends the look back; `rest` moves what is still open to tomorrow, at the same times. */
async function close(context: Context, id: string, rest: boolean): Promise<Reply> {
  const { person, say, now, newId } = context;
  const asked = person ? reminderById(person, id) : undefined;
  const on = asked ? eveningOf(asked) : null;
  if (on === null) throw new Refused('commit.gone');
  const tomorrow = Temporal.PlainDate.from(person ? todayOf(person, context) : on).add({ days: 1 });
  await context.update((old) => {
    const ended = settle(old, id, 'done', now);
    const left = rest ? promisesOf(old, on).filter(({ state }) => state === 'open') : [];
    return left.reduce((moved, task) => {
      const reminder = reminderOf(moved, task.id);
      return reminder ? move(moved, reminder.id, `${tomorrow}T${task.time}`, newId) : moved;
    }, ended);
  });
  return [say.text(rest ? 'commit.said_rest' : 'commit.said_end')];
}

function todayOf(person: Applicant, { now }: Context): string {
  return wallOf(now, zoneOf(person.settings)).slice(0, 10);
}
