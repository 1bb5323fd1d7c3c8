import type { NewId } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';

/** Maps over the reminders. Returns the same object when none of them changed. */
export function withReminders(person: Applicant, change: (reminder: Reminder) => Reminder): Applicant {
  const reminders = person.reminders.map(change);
  return reminders.every((reminder, index) => reminder === person.reminders[index])
    ? person
    : { ...person, reminders };
}

/**
 * The same reminder, waiting for another time. The new revision voids its old alarm.
 * @param time wall clock in the person's zone; `instant` (ISO 8601, UTC) only if it was said as elapsed time
 */
export function waitingFor<R extends Reminder>(
  reminder: R,
  time: { readonly at?: string; readonly snoozedTo: string | null; readonly instant?: string },
  newId: NewId,
): R {
  return { ...reminder, instant: undefined, ...time, revision: newId(), state: { kind: 'waiting' } };
}

/** The same reminder at its planned time, as if it had never been snoozed. */
export function unsnoozed(reminder: Reminder): Reminder {
  return reminder.snoozedTo === null ? reminder : { ...reminder, snoozedTo: null, instant: undefined };
}
