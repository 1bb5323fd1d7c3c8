import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { changeOwned } from '#bots/commands/reminders/owned.ts';
import { button } from '#core/button.ts';
import { gate } from '#core/gate/gate.ts';
import { findStep, isTask } from '#core/plan/tasks.ts';
import { allowedSchema } from '#core/record/allowed.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import type { Contact } from '#core/record/soap.ts';
import { unsnoozed } from '#core/reminders/change.ts';
import { heldBack } from '#core/reminders/in-step.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { withAllowed } from '#core/reminders/own.ts';
import { reminderById } from '#core/reminders/schedule.ts';
import type { Part, Reply } from '#core/reply.ts';
import { quietSeason } from '#core/season/season.ts';
import { contactsIn, contactsWith } from '#core/soap/contacts.ts';
import { namesProgram } from '#core/soap/log.ts';
import { sayWall } from '#core/time/say.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Says that the person's words sound like contact with a program, how long they wait, and how to say that they are not.
 */
export function heldNote(
  { say, knowledge, now }: Pick<Context, 'say' | 'knowledge' | 'now'>,
  person: Applicant,
  reminder: Reminder | undefined,
): readonly Part[] {
  if (!reminder || !isOwn(reminder, person)) return [];
  const held = heldBack(unsnoozed(reminder), person, knowledge, now);
  if (!held) return [];
  const when = sayWall(held.until, zoneOf(person.settings), now, say);
  return [
    say.text('soap.held.note', { says: held.says, when }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'notcontact', `reply.${reminder.id}`, 'soap.held.reply'),
        button(say, 'notcontact', `no_program.${reminder.id}`, 'soap.held.no_program'),
      ],
    },
  ];
}

function isOwn(reminder: Reminder, person: Applicant): boolean {
  if (reminder.about.kind === 'own') return true;
  const step = findStep(person, stepOf(reminder));
  return step !== undefined && isTask(step) && step.own !== null;
}

/**
 * Takes the answer: what was held comes at its own time, once the log shows what it would reply to.
 * @throws {Refused}
 */
async function release(context: Context, id: string): Promise<Reply> {
  const [as, reminder = '', contact] = id.split('.');
  const allowed = allowedSchema.safeParse(as);
  if (!allowed.success) throw new Refused('chat.unknown_button');
  if (allowed.data === 'reply') {
    const unproven = unprovenReply(context, reminder, contact);
    if (unproven) return unproven;
  }
  const { say, now, newId } = context;
  const person = await changeOwned(context, reminder, (old) =>
    withAllowed(old, reminder, allowed.data, newId),
  );
  const kept = reminderById(person, reminder);
  const when = kept ? sayWall(kept.snoozedTo ?? kept.at, zoneOf(person.settings), now, say) : '';
  return [say.text(`soap.held.said_${allowed.data}`, { when })];
}

/** What to ask first if the log does not show which program wrote; null if it does. */
function unprovenReply(context: Context, id: string, chosen: string | undefined): Reply | null {
  const { say, person, knowledge, now } = context;
  const reminder = person && reminderById(person, id);
  // Anyone without such a reminder is told so when it is changed.
  if (!reminder) return null;
  const contacts = answerable(person, knowledge, now);
  const words = wordsOf(reminder, person);
  if (contacts.some((one) => one.id === chosen || namesProgram(words, one.program))) return null;
  if (contacts.length === 0) {
    const again = button(say, 'notcontact', `reply.${id}`, 'soap.held.reply');
    const log = button(say, 'soapadd', 'contact', 'soap.button.contact', { style: 'main' });
    return [say.text('soap.held.not_logged'), { kind: 'buttons', buttons: [log, again] }];
  }
  const buttons = contacts.slice(-MOST_ASKED).map((one) =>
    button(say, 'notcontact', `reply.${id}.${one.id}`, 'soap.held.reply_to', {
      values: { program: one.program },
    }),
  );
  const log = button(say, 'soapadd', 'contact', 'soap.button.contact');
  return [say.text('soap.held.which'), { kind: 'buttons', buttons: [...buttons, log] }];
}

const MOST_ASKED = 4;

/** Something the person wrote themselves, as a reminder or as a step. */
function wordsOf(reminder: Reminder, person: Applicant): string {
  const step = findStep(person, stepOf(reminder));
  const own = step && isTask(step) ? step.own : null;
  return own ? `${own.what} ${own.who}` : (kindOf(reminder).ownWords ?? '');
}

/** The latest contact from each program that wrote first in this Match Week and may be answered. */
function answerable(
  person: Applicant,
  knowledge: Context['knowledge'],
  now: Context['now'],
): readonly Contact[] {
  const season = quietSeason(knowledge.seasons, now);
  if (!season) return [];
  return contactsIn(person).filter(
    ({ id, program, at }) =>
      isLatest(contactsWith(person, program, season, now), id, at) &&
      gate({ kind: 'reply_to_program', program }, person, knowledge, now).allowed,
  );
}

function isLatest(contacts: readonly Contact[], id: string, at: string): boolean {
  const latest = contacts.at(-1);
  return latest?.id === id && latest.at === at;
}

export const heldPresses = { notcontact: { redraw: true, run: release } } as const;
