import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { replan } from '#core/plan/build.ts';
import { withoutCovered } from '#core/plan/covered.ts';
import { layFirstDay, sleepWindow } from '#core/plan/first-day.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { withPlanReminders } from '#core/reminders/schedule.ts';
import { afterQuiet } from '#core/time/quiet.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { knowledge, NOW, solid } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

type Quiet = Applicant['settings']['quiet'];
function who(profile: Profile, quiet: Quiet, zone = 'America/Chicago'): Applicant {
  const person = somebody({ profile, assessments: [assess(profile, knowledge, NOW)] });
  return { ...person, settings: { ...person.settings, zone, quiet } };
}
const wallsOf = (tasks: readonly Task[]) => tasks.map(({ on, time }) => `${on}T${time}`);
const keysOf = (tasks: readonly Task[]) => tasks.map(({ key }) => key);

const QUIETS: readonly Quiet[] = [
  null,
  { from: '22:00', to: '07:00' },
  { from: '23:00', to: '06:00' },
  { from: '00:00', to: '08:00' },
  { from: '03:00', to: '05:00' },
];
const HOURS = Array.from({ length: 48 }, (_, index) =>
  Temporal.Instant.from('2027-03-13T12:00:00Z').add({ minutes: 30 * index }),
);

describe('the first 24 hours', () => {
  test.each(QUIETS)('started at every half hour of a day with a clock change, quiet %o', (quiet) => {
    for (const now of HOURS) {
      const person = who(solid, quiet);
      const zone = 'America/Chicago';
      const tasks = layFirstDay(person, knowledge, now, countingIds());
      const window = sleepWindow(knowledge.firstDay, person.settings);
      const asleep = { ...person.settings, quiet: window };
      for (const wall of wallsOf(tasks)) {
        const at = instantOf(wall, zone);
        const minutes = (at.epochMilliseconds - now.epochMilliseconds) / 60_000;
        expect(minutes, `${now} ${wall}`).toBeGreaterThan(-1);
        expect(minutes, `${now} ${wall}`).toBeLessThanOrEqual(24 * 60);
        expect(wallOf(afterQuiet(at, asleep), zone), `${now}`).toBe(wall);
      }
      expect(wallsOf(tasks)).toEqual(wallsOf(tasks).toSorted());
      const wind = tasks.find(({ key }) => key === 'day_wind_down');
      const gap =
        (Date.parse(`2000-01-02T${window.from}Z`) - Date.parse(`2000-01-01T${wind?.time}Z`)) / 60_000;
      expect(gap % 1440).toBe(45);
    }
  });

  test('the sleep window is the quiet hours, unless they leave fewer than six', () => {
    const window = (quiet: Quiet) => {
      const { from, to } = sleepWindow(knowledge.firstDay, { quiet });
      return [from, to];
    };
    expect(window({ from: '22:00', to: '07:00' })).toEqual(['22:00', '07:00']);
    expect(window({ from: '03:00', to: '05:00' })).toEqual(['23:00', '06:00']);
    expect(window(null)).toEqual(['23:00', '06:00']);
  });

  test('the school for a US graduate, ECFMG and an adviser for others, and everything the article names', () => {
    const now = HOURS[4] ?? NOW;
    const us = keysOf(layFirstDay(who({ ...solid, type: 'us_md' }, null), knowledge, now, countingIds()));
    const img = keysOf(layFirstDay(who(solid, null), knowledge, now, countingIds()));
    const always = ['day_facts', 'day_who', 'day_no_forum', 'day_mentor', 'day_home', 'day_wind_down'];
    expect(us).toEqual(expect.arrayContaining([...always, 'day_school']));
    expect(img).toEqual(expect.arrayContaining([...always, 'day_school_img']));
    expect(us).not.toContain('day_school_img');
    expect(img).not.toContain('day_school');
  });

  test('each has a reminder at its time, and the plan does not say the same again', () => {
    const person = who(solid, { from: '22:00', to: '07:00' });
    const assessment = assess(solid, knowledge, NOW);
    const newId = countingIds();
    const zone = 'America/Chicago';
    const plan = replan(null, { profile: solid, assessment, knowledge, now: NOW, zone, newId });
    expect(plan.steps.map(({ key }) => key)).toContain('three_facts');
    const tasks = [...layFirstDay(person, knowledge, NOW, newId)];
    const whole = withPlanReminders(withoutCovered({ ...person, plan, tasks }, knowledge), NOW, newId);
    expect(whole.plan?.steps.find(({ key }) => key === 'three_facts')?.state).toBe('gone');
    const at = new Map(whole.reminders.map(({ about, at }) => [about.kind === 'step' ? about.step : '', at]));
    for (const { id, on, time } of tasks) expect(at.get(id)).toBe(`${on}T${time}`);
    expect(applicantSchema.parse(structuredClone(whole))).toEqual(whole);
  });
});

test('a record from before tasks existed still loads', () => {
  const { tasks: _, ...old } = somebody();
  expect(applicantSchema.parse(old).tasks).toEqual([]);
});
