import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Step } from '#core/record/plan.ts';

/** Removes steps that the first day or the shadow plan already covers, so nobody is told the same thing twice. */
export function withoutCovered(person: Applicant, { firstDay, shadow }: Knowledge): Applicant {
  if (!person.plan) return person;
  const tasks = new Set(person.tasks.map(({ key }) => key));
  const rules = [...firstDay.items, ...shadow.tracks.flatMap(({ steps }) => steps)];
  const covered = new Set(rules.flatMap(({ key, covers }) => (tasks.has(key) ? covers : [])));
  const steps = person.plan.steps.map(
    (step): Step =>
      step.state === 'open' && covered.has(step.key)
        ? { ...step, state: 'gone', revision: step.revision + 1 }
        : step,
  );
  return { ...person, plan: { ...person.plan, steps } };
}
