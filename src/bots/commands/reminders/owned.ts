import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { isSettled, reminderById } from '#core/reminders/schedule.ts';

/** The reminder that a button names, if it belongs to this person and is still open. @throws {Refused} */
export function owned(
  { person }: Pick<Context, 'person'>,
  id: string,
): { readonly person: Applicant; readonly reminder: Reminder } {
  const reminder = person ? reminderById(person, id) : undefined;
  if (!person || !reminder) throw new Refused('reminders.not_yours');
  if (isSettled(reminder)) throw new Refused('reminders.settled');
  return { person, reminder };
}

/** Changes a reminder as it is in the record now. @throws {Refused} if it was settled or deleted meanwhile */
export function changeOwned(
  context: Context,
  id: string,
  change: (person: Applicant, reminder: Reminder) => Applicant,
): Promise<Applicant> {
  return context.update((person) => change(person, owned({ person }, id).reminder));
}
