import { expect, test } from 'vitest';
import { assess, criteriaOf, eligibilityRulesOf, verdictFacts } from '#core/assessment/assess.ts';
import type { Attempt, Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, solid, step1 } from './people.ts';

/** What is said to one person: criteria and rules by id, in the words that fit them. */
function said(told: Partial<Profile>) {
  const profile = { ...solid, ...told };
  const verdict = assess(profile, knowledge, NOW);
  const facts = verdictFacts(profile, verdict, knowledge, NOW);
  const criteria = criteriaOf(verdict, knowledge, facts).map(
    ({ criterion, holds }) => [criterion.id, holds === false ? criterion.missing : criterion.label] as const,
  );
  const rules = eligibilityRulesOf(verdict, knowledge, facts).map((rule) => [rule.id, rule] as const);
  return { criteria: Object.fromEntries(criteria), rules: Object.fromEntries(rules) };
}

const level2: Attempt = { exam: 'level2ce', on: '2026-06', outcome: 'fail', score: 380 };

test.each<readonly [id: string, told: Partial<Profile>, label: string]>([
  ['exam_in_time', {}, 'No failed exam open'],
  [
    'exam_in_time',
    { exams: [step1, ck('fail', 206, '2026-09')] },
    'A failed exam can still be passed in time',
  ],
  ['few_failures', {}, 'No failed exam'],
  ['few_failures', { exams: [step1, ck('fail', 206, '2026-09')] }, 'A failed exam that is not passed yet'],
  ['failures_balanced', { exams: [step1, ck('fail', 206, '2026-09')] }, 'One failed attempt, no more'],
  ['clinically_current', {}, 'Less than 7 years out'],
  ['clinically_current', { graduated: 2010 }, '7 or more years out, with recent clinical work'],
  ['us_experience', { usMonths: 0 }, 'No US clinical experience yet, but a realistic way to get it'],
  ['us_experience', { type: 'us_md' }, 'Trained in the US'],
  ['not_repeating', {}, 'One unmatched year, no more'],
  ['not_repeating', { cycles: [] }, 'No unmatched year behind you'],
  ['interviews_converted', { cycles: [cycle(2026, 6)] }, '6 interviews, and none became a match'],
  [
    'score_for_field',
    { target: 'surgery', exams: [step1, ck('pass', 229)] },
    'Step 2 CK 229: below 244, the lower quartile of those who matched in General Surgery',
  ],
])('%s of %j', (id, told, label) => expect(said(told).criteria[id]).toBe(label));

test('one attempt left is mentioned with its exam, its first legal day and what a fourth fail ends', () => {
  const days = ['2025-09-12', '2026-01-20', '2026-09-03'];
  const { label, rule } =
    said({ exams: [step1, ...days.map((on) => ck('fail', 200, on))] }).rules.last_attempt ?? {};
  expect(label).toBe('One attempt is left at Step 2 CK, not before 2027-03-03');
  expect(rule).toMatch(/fourth fail ends eligibility for every Step/);
  const undated = said({ exams: [step1, ck('fail'), ck('fail', 1, null), ck('fail', 1, '2026-09')] });
  expect(undated.rules.last_attempt?.todo).toMatch(/dates of all attempts/);
});

test('COMLEX speaks in its own words', () => {
  const told = {
    type: 'us_do',
    exams: [level2, { ...level2, on: '2025-12' }, { ...level2, on: '2025-06' }],
  } as const;
  const { label, rule } = said({ ...told, exams: [...told.exams] }).rules.last_attempt ?? {};
  expect(label).toBe('One attempt is left at COMLEX Level 2-CE');
  expect(rule).not.toMatch(/Step/);
  expect(rule).toMatch(/licensing agency/);
});

test('a questioned score comes with the mark of its own day, and the page of that mark', () => {
  const of = (score: number, on: string) =>
    said({ exams: [step1, ck('pass', score, on)] }).rules.score_below_mark;
  expect(of(205, '2019-06')).toMatchObject({
    rule: expect.stringMatching(/205 as a pass in Step 2 CK in 2019-06. The pass mark then was 209/),
    source: { from: 'usmle_pass_2014' },
  });
  expect(of(205, '2024-11')?.rule).toMatch(/The pass mark then was 214/);
  expect(of(215, '2025-09')?.source).toEqual({ from: 'ck_pass_2025' });
  expect(JSON.stringify(of(205, '2019-06'))).not.toMatch(/218|July 2025/);
});

test('the seven years come with their dates, and as something to check', () => {
  const old = said({ exams: [{ ...step1, on: '2016-02' }, ck('pass', 240, '2025-08')] }).rules
    .seven_years_over;
  expect(old?.rule).toMatch(
    /For Step 1 that ended with 2023-02\..*may take that exam again.*Check ecfmg\.org/,
  );
  const soon = said({ exams: [{ ...step1, on: '2020-06' }, ck('fail', 206, '2026-09')] }).rules
    .seven_years_soon;
  expect(soon?.label).toBe("Step 2 CK passed by 2027-06, ECFMG's seven years");
  const day = said({ exams: [{ ...step1, on: '2020-06-14' }, ck('fail', 206, '2026-09')] }).rules
    .seven_years_soon;
  expect(day?.label).toMatch(/by 2027-06-14/);
});
