import type { NewId } from '#core/id.ts';
import type { Allowed } from '#core/record/allowed.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { waitingFor, withReminders } from '#core/reminders/change.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import type { Rule } from '#core/time/rule.ts';

/** The most open reminders in a person's own words. Settled ones do not count. */
export const MOST_OWN = 25;

/**
 * Adds a reminder in the person's own words.
 * @param told `at`: `YYYY-MM-DDTHH:mm` in the person's zone, for a series its first time; `instant`: ISO 8601, UTC, if the
 * time was said as elapsed time; `rule`: null when it comes once
 * @returns null when there is no room: an open reminder is never pushed out
 */
export function withOwnReminder(
  person: Applicant,
  told: {
    readonly text: string;
    readonly at: string;
    readonly instant?: string | null;
    readonly rule: Rule | null;
    readonly deadline: boolean;
  },
  newId: NewId,
): Applicant | null {
  const isOpenOwn = (one: Reminder) => kindOf(one).ownWords !== null && !isSettled(one);
  if (person.reminders.filter(isOpenOwn).length >= MOST_OWN) return null;
  const [on = '', time = ''] = told.at.split('T');
  const plain = newReminder({ kind: 'own', text: told.text }, told.at, newId);
  const once: Reminder = {
    ...plain,
    ...(told.instant ? { instant: told.instant } : {}),
    ...(told.deadline ? { deadline: true } : {}),
  };
  const added: Reminder = told.rule
    ? { ...once, series: { rule: told.rule, time, from: on, on, before: null } }
    : once;
  const reminders = capped([...person.reminders, added]);
  return reminders.includes(added) ? { ...person, reminders } : null;
}

/** Notes that what sounded like a contact with a program is none, and takes it out of the hold: its own time counts again. */
export function withAllowed(person: Applicant, id: string, as: Allowed, newId: NewId): Applicant {
  const found = person.reminders.find((one) => one.id === id);
  if (!found) return person;
  const freed = withReminders(person, (one) => {
    if (one.id !== id) return one;
    const about = one.about.kind === 'own' ? { ...one.about, allowed: as } : one.about;
    return waitingFor({ ...one, about }, { snoozedTo: null }, newId);
  });
  const step = stepOf(found);
  const tasks = freed.tasks.map((task) =>
    task.id === step && task.own ? { ...task, own: { ...task.own, allowed: as } } : task,
  );
  return { ...freed, tasks };
}

/** Replaces the words of a reminder that is in the person's own words; leaves any other as it is. */
export function reworded(person: Applicant, id: string, text: string): Applicant {
  return withReminders(person, (one) =>
    one.id === id && kindOf(one).ownWords !== null ? { ...one, about: { kind: 'own', text } } : one,
  );
}
