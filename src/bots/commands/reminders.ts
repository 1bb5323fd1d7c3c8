import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { paged } from '#bots/chat/paged.ts';
import { Refused } from '#bots/chat/refused.ts';
import { editButtons, editForm, editPresses } from '#bots/commands/reminders/edit.ts';
import { followUpPresses } from '#bots/commands/reminders/follow-up.ts';
import { heldNote, heldPresses } from '#bots/commands/reminders/held-contact.ts';
import { changeOwned, owned } from '#bots/commands/reminders/owned.ts';
import { pauseForm, pauseParts, pausePresses } from '#bots/commands/reminders/pause.ts';
import { button } from '#core/button.ts';
import { quietNote } from '#core/gate/verdict-parts.ts';
import { idSchema } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import type { Answer } from '#core/reminders/kinds/kind.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { answerButtons } from '#core/reminders/message.ts';
import { reachParts } from '#core/reminders/reach.ts';
import { sayWait } from '#core/reminders/say-wait.ts';
import { move, reminderById, settle, snooze, snoozeUntil, upcoming } from '#core/reminders/schedule.ts';
import { successorOf } from '#core/reminders/series.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { sayRule, sayWall } from '#core/time/say.ts';
import { instantOf, MORNING, wallOf, wallSchema } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** As many as a phone shows without scrolling. */
const SHOWN = 6;
const FURTHEST_DAYS = 730;

const whenSchema = z.enum(['tomorrow', 'three_days', 'week', 'two_weeks', 'other']);
const DAYS = { tomorrow: 1, three_days: 3, week: 7, two_weeks: 14 } as const;

const moveForm = defineForm({
  id: 'reminders',
  version: 1,
  given: z.object({ reminder: idSchema }),
  questions: [
    { id: 'when', type: 'choice', choices: whenSchema.options },
    { id: 'moment', type: 'moment', when: ({ when }) => when === 'other' },
  ],
  schema: z.object({ when: whenSchema, moment: wallSchema.nullable() }),
  finish: async (context, { when, moment }, { given: { reminder: id } }) => {
    const { person, reminder } = owned(context, id);
    const zone = zoneOf(person.settings);
    const [today = ''] = wallOf(context.now, zone).split('T');
    const wall =
      when === 'other'
        ? moment
        : `${Temporal.PlainDate.from(today).add({ days: DAYS[when] })}${reminder.at.slice(10)}`;
    if (!wall) throw new Refused('chat.not_a_moment');
    const ahead = instantOf(wall, zone).epochMilliseconds - context.now.epochMilliseconds;
    if (ahead <= 0) throw new Refused('reminders.in_past');
    if (ahead > FURTHEST_DAYS * 86_400_000) throw new Refused('reminders.too_far');
    const changed = await changeOwned(context, id, (old) => move(old, id, wall, context.newId));
    return planned(context, changed, reminder, 'said_moved', wall);
  },
});

export const command = defineCommand({
  name: 'reminders',
  forms: [moveForm, editForm, pauseForm],
  run: async (context) => list(context),
  presses: {
    ...editPresses,
    ...pausePresses,
    ...heldPresses,
    ...followUpPresses,
    reminders: { redraw: false, run: async (context, id) => list(context, Number(id) || 0) },
    reminder: { redraw: false, run: async (context, id) => detail(context, id) },
    done: { redraw: true, run: answer('done', (context, id) => answered(context, id, 'done')) },
    drop: { redraw: true, run: answer('drop', (context, id) => answered(context, id, 'skipped')) },
    hour: { redraw: true, run: answer('hour', (context, id) => later(context, id, inAnHour)) },
    tomorrow: { redraw: true, run: answer('tomorrow', (context, id) => later(context, id, tomorrowMorning)) },
    move: {
      redraw: false,
      run: answer('move', (context, id) => context.open(moveForm, { given: { reminder: id } })),
    },
  },
});

/** @param start how many come before the first one shown */
function list(context: Context, start = 0): Reply {
  const { person, say, knowledge, now } = context;
  const all = person ? upcoming(person) : [];
  if (!person) return [say.text('reminders.none')];
  const paused = pauseParts(context, person);
  // A visit that brings back held reminders says this itself.
  const reach = all.some(({ state }) => state.kind === 'held') ? [] : reachParts(person, say);
  if (all.length === 0) {
    const resume: Reply = paused.note.length > 0 ? [{ kind: 'buttons', buttons: paused.buttons }] : [];
    return [say.text('reminders.none'), ...paused.note, ...reach, ...resume];
  }
  const { shown, next: further, left } = paged(all, start, SHOWN);
  const titles = shown.map((reminder) => kindOf(reminder).words({ person, knowledge, now, say }).title);
  const items = shown.map((reminder, index) => {
    const key = reminder.state.kind === 'sent' ? 'line_waiting_answer' : 'line';
    return say.line(`reminders.${key}`, {
      what: titles[index] ?? '',
      when: whenOf(context, reminder, person),
    });
  });
  const more: Part[] = left > 0 ? [say.text('reminders.more', { count: left })] : [];
  const on = further === null ? [] : [button(say, 'reminders', String(further), 'reminders.further')];
  const open = shown.map(
    ({ id }, index): Button =>
      button(say, 'reminder', id, 'reminders.open', {
        values: { number: index + 1, what: titles[index] ?? '' },
      }),
  );
  return [
    { kind: 'list', title: say.line('reminders.title'), ordered: true, items },
    ...more,
    ...paused.note,
    ...reach,
    ...quietNote(person, knowledge, now, say),
    { kind: 'buttons', buttons: [...open, ...on, ...paused.buttons] },
  ];
}

function detail(context: Context, id: string): Reply {
  const { say, knowledge, now } = context;
  const { person, reminder } = owned(context, id);
  const scene = { person, knowledge, now, say };
  const { answers, screen, words } = kindOf(reminder);
  if (screen && answers.length === 0) return screen(id, scene);
  const { title, why, how, source } = words(scene);
  const row = (key: string, value: string) => ({
    label: say.line(`reminders.${key}`),
    value: [{ type: 'text', value }] as const,
  });
  return [
    say.text(why === '' ? 'reminders.due.own' : 'reminders.detail', { what: title, why }),
    {
      kind: 'facts',
      title: [],
      rows: [
        row('when', whenOf(context, reminder, person)),
        ...(reminder.series ? [row('repeats', sayRule(reminder.series.rule, say))] : []),
        ...(how === '' ? [] : [row('how', how)]),
        ...(source === '' ? [] : [row('source', source)]),
      ],
    },
    ...(reminder.state.kind === 'waiting' ? sayWait(reminder, person.settings, now, say) : []),
    ...heldNote(context, person, reminder),
    ...quietNote(person, knowledge, now, say),
    { kind: 'buttons', buttons: [...answerButtons(reminder, say), ...editButtons(reminder, say)] },
  ];
}

/** What an answer does, where the kind of reminder has it; else its buttons are shown. */
function answer(verb: Answer, run: (context: Context, id: string) => Promise<Reply>) {
  return async (context: Context, id: string): Promise<Reply> =>
    kindOf(owned(context, id).reminder).answers.includes(verb) ? run(context, id) : detail(context, id);
}

async function answered(context: Context, id: string, as: 'done' | 'skipped'): Promise<Reply> {
  const { reminder } = owned(context, id);
  const changed = await changeOwned(context, id, (person) => settle(person, id, as, context.now));
  const again = successorOf(changed, id);
  const skipped = again ? 'said_skipped_once' : 'said_skipped';
  return [
    said(context, changed, reminder, as === 'done' ? 'said_done' : skipped, null),
    again
      ? context.say.text('reminders.again', { when: whenOf(context, again, changed) })
      : next(context, changed),
  ];
}

async function later(
  context: Context,
  id: string,
  snoozed: (person: Applicant, id: string, context: Context) => Applicant,
): Promise<Reply> {
  const { person, reminder } = owned(context, id);
  const asked = reminderById(snoozed(person, id, context), id)?.snoozedTo ?? null;
  const changed = await changeOwned(context, id, (old) => snoozed(old, id, context));
  return planned(context, changed, reminder, 'said_later', asked);
}

function inAnHour(person: Applicant, id: string, { now, newId }: Context): Applicant {
  return snoozeUntil(person, id, now.add({ hours: 1 }), newId);
}

function tomorrowMorning(person: Applicant, id: string, { now, newId }: Context): Applicant {
  const tomorrow = now.toZonedDateTimeISO(zoneOf(person.settings)).toPlainDate().add({ days: 1 });
  return snooze(person, id, `${tomorrow}T${MORNING}`, newId);
}

/** Says when it comes now. Anything that would ask for contact in the quiet time has been moved past it. */
function planned(
  context: Context,
  person: Applicant,
  reminder: Reminder,
  key: 'said_moved' | 'said_later',
  asked: string | null,
): Reply {
  const kept = reminderById(person, reminder.id);
  const wall = kept?.snoozedTo ?? kept?.at ?? asked;
  const why = wall === asked ? [] : [context.say.text('soap.waits')];
  const wait = kept ? sayWait(kept, person.settings, context.now, context.say) : [];
  return [...why, said(context, person, reminder, key, wall), ...wait, ...heldNote(context, person, kept)];
}

function said(
  context: Context,
  person: Applicant,
  reminder: Reminder,
  key: string,
  wall: string | null,
): Part {
  const what = kindOf(reminder).words({ ...context, person }).title;
  const when = wall ? sayWall(wall, zoneOf(person.settings), context.now, context.say) : '';
  return context.say.text(`reminders.${key}`, { what, when });
}

function next(context: Context, person: Applicant): Part {
  const { say, knowledge, now } = context;
  const coming = upcoming(person).find(({ state }) => state.kind === 'waiting');
  if (!coming) return say.text('reminders.nothing_next');
  const what = kindOf(coming).words({ person, knowledge, now, say }).title;
  return say.text('reminders.next', { what, when: whenOf(context, coming, person) });
}

function whenOf({ now, say }: Context, reminder: Reminder, person: Applicant): string {
  return sayWall(reminder.snoozedTo ?? reminder.at, zoneOf(person.settings), now, say);
}
