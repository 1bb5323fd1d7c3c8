import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { JOB_POINTS } from '#core/knowledge/job-screen.ts';
import { replan } from '#core/plan/build.ts';
import { withoutCovered } from '#core/plan/covered.ts';
import { screenJob } from '#core/plan/job.ts';
import { layShadow, tracksFor } from '#core/plan/shadow.ts';
import { ruleOf } from '#core/plan/step-words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Fact, factSchema, type Profile } from '#core/record/profile.ts';
import { isQuiet } from '#core/season/season.ts';
import { ck, cycle, knowledge, solid, step1 } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

const newId = countingIds();
/** Tuesday of Match Week 2027. */
const IN_SOAP = Temporal.Instant.from('2027-03-16T16:00:00Z');
const inSoap = [cycle(2027, 2, { outcome: 'unmatched' })];
const failed: Profile = {
  ...solid,
  type: 'us_md',
  exams: [step1, ck('fail', 206, '2026-12')],
  cycles: inSoap,
};
function who(profile: Profile, now = IN_SOAP): Applicant {
  const person = somebody({ profile, assessments: [assess(profile, knowledge, now)] });
  return { ...person, settings: { ...person.settings, zone: 'America/New_York' } };
}

describe('the shadow plan', () => {
  test("the article's split, and the same in proportion where there is no exam to retake", () => {
    const split = (profile: Profile) =>
      tracksFor(who(profile), knowledge, IN_SOAP).map(({ id, percent }) => [id, percent]);
    expect(split(failed)).toEqual([
      ['retake', 40],
      ['work', 25],
      ['exposure', 20],
      ['connections', 15],
    ]);
    expect(split({ ...solid, cycles: inSoap })).toEqual([
      ['work', 42],
      ['exposure', 33],
      ['connections', 25],
    ]);
  });

  test('what can start now starts during SOAP; what needs other people waits until it ends', () => {
    const days = new Map(layShadow(who(failed), knowledge, IN_SOAP, newId).map(({ key, on }) => [key, on]));
    expect(days.get('shadow_retake_page')).toBe('2027-03-17');
    expect(days.get('shadow_posts')).toBe('2027-03-18');
    expect(days.get('shadow_retake_person')).toBe('2027-03-20');
    expect(days.get('shadow_write')).toBe('2027-03-28');
    expect(days.size).toBe(7);
  });

  test('started on any day of a year, it is never past and never writes to a program in the quiet time', () => {
    for (let day = 0; day < 366; day += 1) {
      const now = Temporal.Instant.from('2026-11-22T17:00:00Z').add({ hours: 24 * day });
      const person = who(failed, now);
      const today = now.toZonedDateTimeISO('America/New_York').toPlainDate().toString();
      for (const { key, on } of layShadow(person, knowledge, now, newId)) {
        expect(on >= today, `${today} ${key}`).toBe(true);
        const isContact = ruleOf(knowledge, key)?.contact === true;
        const quiet = isQuiet(knowledge.seasons, Temporal.PlainDate.from(on), 'America/New_York');
        expect(isContact && quiet, `${today} ${key}`).toBe(false);
      }
    }
  });

  test('the plan does not say the same again, and every covered step exists', () => {
    const person = who(failed);
    const [assessment = assess(failed, knowledge, IN_SOAP)] = person.assessments;
    const input = { profile: failed, assessment, knowledge, now: IN_SOAP, zone: 'America/New_York', newId };
    const plan = replan(null, input);
    const tasks = [...layShadow(person, knowledge, IN_SOAP, newId)];
    const { plan: left } = withoutCovered({ ...person, plan, tasks }, knowledge);
    const keys = left?.steps.filter(({ state }) => state === 'open').map(({ key }) => key);
    expect(plan.steps.map(({ key }) => key)).toContain('study_support');
    expect(keys).not.toContain('study_support');
    const rules = [...knowledge.firstDay.items, ...knowledge.shadow.tracks.flatMap(({ steps }) => steps)];
    for (const key of rules.flatMap(({ covers }) => covers))
      expect(ruleOf(knowledge, key), key).toBeDefined();
  });

  test('no key means two things', () => {
    const keys = [
      ...knowledge.plans.flatMap(({ steps }) => steps),
      ...knowledge.firstDay.items,
      ...knowledge.shadow.tracks.flatMap(({ steps }) => steps),
    ].map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('the screen for a gap-year job', () => {
  const screen = (supervision: Fact, growth: Fact, letters: Fact, field: Fact) =>
    screenJob({ supervision, growth, letters, field }, knowledge.jobScreen).verdict;
  test.each([
    ['yes', 'yes', 'yes', 'yes', 'good'],
    ['yes', 'no', 'yes', 'yes', 'fair'],
    ['yes', 'yes', 'yes', 'no', 'fair'],
    ['no', 'yes', 'yes', 'yes', 'poor'],
    ['yes', 'yes', 'no', 'yes', 'poor'],
    ['no', 'unknown', 'yes', 'yes', 'poor'],
    ['unknown', 'yes', 'yes', 'yes', 'ask'],
    ['yes', 'no', 'unknown', 'no', 'ask'],
  ] as const)('supervision %s, growth %s, letters %s, field %s: %s', (s, g, l, f, verdict) => {
    expect(screen(s, g, l, f)).toBe(verdict);
  });

  test('every answer gives four reasons, each in its own words', () => {
    const all = factSchema.options;
    for (const s of all)
      for (const l of all) {
        const { reasons } = screenJob(
          { supervision: s, growth: 'yes', letters: l, field: 'no' },
          knowledge.jobScreen,
        );
        expect(reasons).toHaveLength(JOB_POINTS.length);
        expect(new Set(reasons.map(({ text }) => text)).size).toBe(JOB_POINTS.length);
      }
  });
});
