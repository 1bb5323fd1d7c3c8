import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/reminders/reminder.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';

/** Open reminders in a person's own words; settled ones do not count. */
export const MOST_OWN = 25;

/**
 * Adds a reminder in the person's own words.
 * @param at `YYYY-MM-DDTHH:mm`, wall clock in the person's zone
 * @returns null when there is no room: nothing that is open is pushed out
 */
export function withOwnReminder(
  person: Applicant,
  told: { readonly text: string; readonly at: string },
  newId: NewId,
): Applicant | null {
  const isOpenOwn = (one: Applicant['reminders'][number]) => one.about.kind === 'own' && !isSettled(one);
  if (person.reminders.filter(isOpenOwn).length >= MOST_OWN) return null;
  const added = newReminder({ kind: 'own', text: told.text }, told.at, newId);
  const reminders = capped([...person.reminders, added]);
  return reminders.includes(added) ? { ...person, reminders } : null;
}
