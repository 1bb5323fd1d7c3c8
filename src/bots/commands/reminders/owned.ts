import { type Context, Refused } from '#bots/chat/command.ts';
import type { Applicant } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { isSettled, reminderById } from '#core/reminders/schedule.ts';

/** The reminder that a button names, if it is one of this person's and still open. @throws {Refused} */
export function owned(
  { person }: Context,
  id: string,
): { readonly person: Applicant; readonly reminder: Reminder } {
  const reminder = person ? reminderById(person, id) : undefined;
  if (!person || !reminder) throw new Refused('reminders.not_yours');
  if (isSettled(reminder)) throw new Refused('reminders.settled');
  return { person, reminder };
}
