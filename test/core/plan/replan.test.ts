import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { replan } from '#core/plan/build.ts';
import { type Plan, planSchema, type Step } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { knowledge, NOW, solid } from '../assessment/people.ts';
import { keys, newId, PEOPLE, planOf } from './plans.ts';

function replanned(old: Plan | null, profile: Profile, now = NOW): Plan {
  const assessment = assess(profile, knowledge, now);
  return replan(old, { profile, assessment, knowledge, now, zone: 'America/New_York', newId });
}
const changed = (plan: Plan, change: (step: Step, index: number) => Partial<Step>): Plan => ({
  ...plan,
  steps: plan.steps.map((step, index) => ({ ...step, ...change(step, index) })),
});
const stateOf = (plan: Plan, key: string) => plan.steps.find((step) => step.key === key)?.state;

test('what was done or dropped stays so in a new plan, and what did not change keeps its revision', () => {
  const old = changed(planOf(solid), (_, index) =>
    index < 2 ? { state: index === 0 ? 'done' : 'dropped', revision: 1 } : {},
  );
  const fresh = replanned(old, solid);
  expect(keys(fresh)).toEqual(keys(old));
  expect(fresh.steps.slice(0, 2)).toEqual(old.steps.slice(0, 2));
  expect(fresh.steps.slice(2).every(({ state, revision }) => state === 'open' && revision === 0)).toBe(true);
  const sorted = (plan: Plan) => plan.steps.map(({ key, on }) => `${key} ${on}`).toSorted();
  expect(sorted(replanned(null, solid))).toEqual(sorted(planOf(solid)));
});

test('what was moved by hand stays where it was put; a day that the plan moves raises the revision', () => {
  const old = changed(planOf(solid), ({ key }) =>
    key === 'cv' ? { on: '2027-02-28', time: '17:00', moved: true, revision: 3 } : {},
  );
  const later = NOW.add({ hours: 24 * 20 });
  const fresh = replanned(old, solid, later);
  expect(fresh.steps.find(({ key }) => key === 'cv')).toEqual(old.steps.find(({ key }) => key === 'cv'));
  const before = new Map(old.steps.map((step) => [step.key, step]));
  const shifted = fresh.steps.filter(({ key, on }) => before.has(key) && before.get(key)?.on !== on);
  expect(shifted.length).toBeGreaterThan(5);
  expect(shifted.every(({ revision }) => revision === 1)).toBe(true);
});

test('on another path, what is done stays, what is open goes, and a moved step goes with its path', () => {
  const old = changed(planOf(solid), ({ key }) =>
    key === 'gather' ? { state: 'done' } : key === 'cv' ? { on: '2027-02-28', moved: true } : {},
  );
  const stop = PEOPLE['at the stop line'] ?? solid;
  const fresh = replanned(old, stop);
  expect([stateOf(fresh, 'gather'), stateOf(fresh, 'cv'), stateOf(fresh, 'hard_talk')]).toEqual([
    'done',
    'gone',
    'open',
  ]);
  expect(planSchema.parse(fresh)).toEqual(fresh);
  // Going back brings the steps back to life under the same key, as a newer version.
  const again = replanned(fresh, solid);
  expect(stateOf(again, 'cv')).toBe('open');
  expect(again.steps.find(({ key }) => key === 'cv')?.revision).toBe(2);
});
