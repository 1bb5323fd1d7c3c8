import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import type { Step, Task } from '#core/plan/plan.ts';
import { findStep, isTask } from '#core/plan/tasks.ts';
import { withReminders } from '#core/reminders/change.ts';
import { type Reminder, stepOf } from '#core/reminders/reminder.ts';

/**
 * Marks what waits and would be too late after its time: a step that speaks up on its last day, and a promise at its
 * hour. The same person comes back when nothing had to change.
 */
export function withDeadlines(person: Applicant, newId: NewId): Applicant {
  return withReminders(person, (reminder) => {
    const step = findStep(person, stepOf(reminder));
    if (!step || reminder.state.kind !== 'waiting') return reminder;
    const deadline = isPressing(step, reminder);
    if (deadline === (reminder.deadline ?? false)) return reminder;
    return { ...reminder, deadline, revision: newId() };
  });
}

function isPressing(step: Step | Task, { snoozedTo, at }: Reminder): boolean {
  if (isTask(step) && step.set === 'today') return true;
  return step.last !== undefined && (snoozedTo ?? at).slice(0, 10) >= step.last;
}
