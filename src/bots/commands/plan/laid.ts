import type { Context } from '#bots/chat/context.ts';
import { replan } from '#core/plan/build.ts';
import { withoutCovered } from '#core/plan/covered.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { withPlanReminders } from '#core/reminders/schedule.ts';

/** The person with a plan from today on for their latest assessment, and its reminders. Steps they had done stay done. */
export function laid(person: Applicant, { knowledge, now, newId }: Context): Applicant {
  const assessment = person.assessments.at(-1);
  const { zone } = person.settings;
  if (!assessment || zone === null) return person;
  const { profile, study } = person;
  const input = { profile, study, assessment, knowledge, now, zone, newId };
  const planned = withoutCovered({ ...person, plan: replan(person.plan, input) }, knowledge);
  return withPlanReminders(planned, now, newId);
}
