import type { NewId } from '#core/id.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { withReminders } from '#core/reminders/change.ts';
import { kindOf } from '#core/reminders/kinds.ts';

/** Marks waiting reminders that would be useless after their time. Returns the same object when nothing changes. */
export function withDeadlines(person: Applicant, newId: NewId): Applicant {
  return withReminders(person, (reminder) => {
    if (reminder.state.kind !== 'waiting') return reminder;
    const deadline = kindOf(reminder).isDeadline(reminder, person);
    if (deadline === (reminder.deadline ?? false)) return reminder;
    return { ...reminder, deadline, revision: newId() };
  });
}
