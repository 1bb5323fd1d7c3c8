import { button } from '#core/button.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step } from '#core/record/plan.ts';
import { answerButtons } from '#core/reminders/message.ts';
import { reminderOf } from '#core/reminders/schedule.ts';
import type { Button } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/**
 * What can be done with a step: the buttons of its reminder, or just "done" if it has none. Nothing once it is settled.
 */
export function stepButtons(person: Applicant, step: Step, say: Say): readonly Button[] {
  if (step.state !== 'open') return [];
  const reminder = reminderOf(person, step.id);
  if (reminder) return answerButtons(reminder, say);
  return [button(say, 'plandone', step.id, 'reminders.done', { style: 'main' })];
}
