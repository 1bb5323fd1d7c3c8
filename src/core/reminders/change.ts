import type { Applicant } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';

/** Maps over the reminders. Returns the same object when none of them changed. */
export function withReminders(person: Applicant, change: (reminder: Reminder) => Reminder): Applicant {
  const reminders = person.reminders.map(change);
  return reminders.every((reminder, index) => reminder === person.reminders[index])
    ? person
    : { ...person, reminders };
}
