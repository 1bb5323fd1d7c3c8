import type { Applicant } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';

/** Changes reminders one by one; the same person comes back when none changed. */
export function withReminders(person: Applicant, change: (reminder: Reminder) => Reminder): Applicant {
  const reminders = person.reminders.map(change);
  return reminders.every((reminder, index) => reminder === person.reminders[index])
    ? person
    : { ...person, reminders };
}
