import { type Applicant, LIMITS } from '#core/record/applicant.ts';
import type { Step, Task } from '#core/record/plan.ts';

/** Everything on a person's list: the steps of their plan and their other tasks, soonest first. */
export function todo(person: Applicant): readonly (Step | Task)[] {
  return [...(person.plan?.steps ?? []), ...person.tasks].toSorted(soonest);
}

/** What is still open on that list. */
export function open(person: Applicant): readonly (Step | Task)[] {
  return todo(person).filter(({ state }) => state === 'open');
}

export function soonest(a: Step, b: Step): number {
  return `${a.on}T${a.time}`.localeCompare(`${b.on}T${b.time}`);
}

export function findStep(person: Applicant, id: string | null): Step | Task | undefined {
  const isIt = (step: Step) => step.id === id;
  return person.plan?.steps.find(isIt) ?? person.tasks.find(isIt);
}

export function isTask(step: Step | Task): step is Task {
  return 'set' in step;
}

/** Changes a step of the plan or a task, and raises its revision. Returns the same object when there is no such step. */
export function changeStep(
  person: Applicant,
  id: string | null,
  change: Partial<Pick<Step, 'on' | 'time' | 'state' | 'moved'>>,
): Applicant {
  if (!findStep(person, id)) return person;
  const apply = <S extends Step>(step: S): S =>
    step.id === id ? { ...step, ...change, revision: step.revision + 1 } : step;
  const plan = person.plan && { ...person.plan, steps: person.plan.steps.map(apply) };
  return { ...person, plan, tasks: person.tasks.map(apply) };
}

/** A task in a person's own words. `on` and `time` are wall clock in their zone. */
export function ownTask(
  id: string,
  {
    set,
    what,
    who,
    on,
    time,
  }: Pick<Task, 'set' | 'on' | 'time'> & { readonly what: string; readonly who: string | null },
): Task {
  const fresh = { provisional: false, state: 'open', moved: false, revision: 0 } as const;
  return { id, key: 'own', set, own: { what, who }, on, time, ...fresh };
}

/** Adds tasks. At the cap, the oldest settled ones make room. Returns null when too few of them are settled. */
export function withTasks(person: Applicant, added: readonly Task[]): Applicant | null {
  let surplus = person.tasks.length + added.length - LIMITS.tasks;
  const kept = person.tasks.filter(({ state }) => state === 'open' || surplus-- <= 0);
  const tasks = [...kept, ...added];
  return tasks.length > LIMITS.tasks ? null : { ...person, tasks };
}

/** The promises for a day (`YYYY-MM-DD`), open or done, ordered by time. */
export function promisesOf(person: Applicant, on: string): readonly Task[] {
  const isFor = (task: Task): boolean =>
    task.set === 'today' && task.on === on && (task.state === 'open' || task.state === 'done');
  return person.tasks.filter(isFor).toSorted(soonest);
}
