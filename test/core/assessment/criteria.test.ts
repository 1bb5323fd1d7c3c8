import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import type { Attempt, Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';

interface Sides {
  readonly held: readonly Partial<Profile>[];
  readonly failed: readonly Partial<Profile>[];
  readonly unknown: readonly Partial<Profile>[];
}

const failed1: Attempt = { ...step1, outcome: 'fail', on: '2022-09' };
const passedLevel: Attempt = { exam: 'level1', on: '2023-06', outcome: 'pass', score: null };
const failedLevel: Attempt = { ...passedLevel, outcome: 'fail', on: '2022-09' };
const level2 = (outcome: Attempt['outcome'], score: number | null = null): Attempt => ({
  exam: 'level2ce',
  on: '2025-06',
  outcome,
  score,
});
const fail = (on: string | null = '2024-05') => ck('fail', 200, on);

/** Each criterion on both sides of its threshold, and where it cannot be told. Base: `solid`. */
const SIDES: Readonly<Record<string, Sides>> = {
  recent_graduate: {
    held: [{ graduated: 2021 }, { graduated: 2027 }],
    failed: [{ graduated: 2020 }],
    unknown: [{ graduated: null }],
  },
  few_failures: {
    held: [
      { exams: [step1, ck('pass', 219)] },
      // 15 points above 218: a strong recovery.
      { exams: [step1, fail(), ck('pass', 233)] },
      // 209 was the mark of 2016, as it was in force then.
      { exams: [step1, ck('fail', 200, '2016-02'), ck('pass', 224, '2016-12')] },
      // Step 1 gives no score: the next scored exam carries it, or what stands out since.
      { exams: [failed1, step1, ck('pass', 233)] },
      { exams: [failed1, step1, ck('pass', 232)], strength: 'yes' },
      { type: 'us_do', exams: [failedLevel, passedLevel, level2('pass', 450)] },
    ],
    failed: [
      { exams: [step1, fail(), ck('pass', 232)] },
      { exams: [step1, fail()] },
      { exams: [step1, fail('2024-01'), fail('2024-05'), ck('pass', 250)] },
      { exams: [step1, ck('fail', 200, '2016-02'), ck('pass', 223, '2016-12')] },
      { exams: [failed1, step1, ck('pass', 232)] },
      { type: 'us_do', exams: [failedLevel, passedLevel, level2('pass', 449)] },
    ],
    unknown: [
      { exams: [] },
      { exams: [step1, fail(), ck('pass', null)] },
      // The score report is there to look at.
      { exams: [failed1, step1, ck('pass', null)] },
    ],
  },
  step2_score: {
    held: [{ exams: [step1, ck('pass', 236)] }],
    failed: [{ exams: [step1, ck('pass', 235)] }, { exams: [step1, ck('fail', 240, '2024-01')] }],
    unknown: [
      { exams: [step1] },
      { exams: [step1, ck('pass', null)] },
      { exams: [step1, ck('pending')] },
      { exams: [step1, ck('scheduled')] },
    ],
  },
  level2_pass: {
    held: [{ type: 'us_do', exams: [passedLevel, level2('pass', 400)] }],
    failed: [{ type: 'us_do', exams: [passedLevel, level2('fail', 399)] }],
    unknown: [{ type: 'us_do', exams: [passedLevel] }],
  },
  interviews_converted: {
    held: [],
    failed: [{ cycles: [cycle(2026, 3)] }],
    unknown: [],
  },
  score_for_field: {
    held: [{ target: 'surgery', exams: [step1, ck('pass', 244)] }],
    failed: [{ target: 'surgery', exams: [step1, ck('pass', 243)] }],
    unknown: [],
  },
  us_letters: {
    held: [{ strongLetters: 2 }],
    failed: [{ strongLetters: 1 }],
    unknown: [{ strongLetters: null }],
  },
  some_interviews: {
    held: [
      { cycles: [cycle(2026, 1)] },
      { cycles: [cycle(2026, 1), cycle(2027, 0, { outcome: 'applying' })] },
      { cycles: [cycle(2027, 1, { outcome: 'applying' })] },
    ],
    failed: [{ cycles: [cycle(2026, 0)] }, { cycles: [cycle(2025, 4), cycle(2026, 0)] }],
    // None so far, while the season still runs, says nothing.
    unknown: [{ cycles: [cycle(2026, null)] }, { cycles: [cycle(2027, 0, { outcome: 'applying' })] }],
  },
  failures_balanced: {
    held: [{ exams: [step1, fail()] }, { exams: [step1, fail('2024-01'), fail('2024-05')], strength: 'yes' }],
    failed: [{ exams: [step1, fail('2024-01'), fail('2024-05')], strength: 'no' }],
    unknown: [
      { exams: [], strength: 'unknown' },
      { exams: [step1, fail('2024-01'), fail('2024-05')], strength: 'unknown' },
    ],
  },
  clinically_current: {
    held: [
      { graduated: 2020, recentClinical: 'no' },
      { graduated: 2010, recentClinical: 'yes' },
    ],
    failed: [{ graduated: 2019, recentClinical: 'no' }],
    unknown: [
      { graduated: 2019, recentClinical: 'unknown' },
      { graduated: null, recentClinical: 'no' },
    ],
  },
  us_experience: {
    held: [
      { usMonths: 1, usRealistic: 'no' },
      { usMonths: 0, usRealistic: 'yes' },
      { type: 'us_md', usMonths: null, usRealistic: 'unknown' },
    ],
    failed: [{ usMonths: 0, usRealistic: 'no' }],
    unknown: [
      { usMonths: 0, usRealistic: 'unknown' },
      { usMonths: null, usRealistic: 'no' },
    ],
  },
  not_repeating: {
    held: [{ cycles: [cycle(2026, 0)] }, { cycles: [cycle(2025, 0), cycle(2026, 3)] }],
    failed: [{ cycles: [cycle(2025, 5), cycle(2026, 2)] }],
    unknown: [{ cycles: [cycle(2025, 5), cycle(2026, null)] }],
  },
  exam_in_time: {
    held: [
      { exams: [step1, ck('fail', 206, '2026-09')] },
      { exams: [step1, ck('pass', 218)] },
      // Passed in time: taken in January, four weeks before early March.
      {
        exams: [step1, ck('fail', 206, '2026-06'), ck('pending', null, '2026-11')],
        cycles: [cycle(2027, 2, { outcome: 'applying' })],
      },
      {
        exams: [step1, ck('fail', 206, '2026-06'), ck('scheduled', null, '2027-01')],
        cycles: [cycle(2027, 2, { outcome: 'applying' })],
      },
    ],
    failed: [
      // Three months of study and four weeks for the result end after early March.
      { exams: [step1, ck('fail', 206, '2026-09')], cycles: [cycle(2027, 2, { outcome: 'applying' })] },
      {
        exams: [step1, ck('fail', 206, '2026-06'), ck('scheduled', null, '2027-02')],
        cycles: [cycle(2027, 2, { outcome: 'applying' })],
      },
      // Three attempts without dates: even the best case is too late for this season.
      {
        exams: [step1, ck('fail', 1, null), ck('fail', 1, null), ck('fail', 1, null)],
        cycles: [cycle(2027, 2, { outcome: 'applying' })],
      },
      // The fourth attempt: 12 months after the first is fine, 6 after the latest is too late for September 2027.
      { exams: [step1, ck('fail', 1, '2025-01'), ck('fail', 1, '2025-08'), ck('fail', 1, '2027-02')] },
      {
        exams: [
          step1,
          ck('fail', 1, '2024-01'),
          ck('fail', 1, '2024-08'),
          ck('fail', 1, '2025-02'),
          ck('fail', 1, '2026-02'),
        ],
      },
    ],
    unknown: [
      { exams: [] },
      { exams: [step1, ck('fail', 1, null), ck('fail', 1, '2026-08'), ck('fail', 1, '2026-09')] },
    ],
  },
  target_in_reach: {
    held: [{ target: 'internal' }, { target: 'emergency' }, { type: 'us_md', target: 'orthopedics' }],
    failed: [
      { target: 'dermatology' },
      { target: 'emergency', exams: [step1, fail(), ck('pass', 240)] },
      { type: 'us_do', target: 'ent', exams: [{ ...ck('fail'), exam: 'level2ce' }] },
    ],
    unknown: [{ target: null }, { target: 'basket_weaving' }, { target: 'emergency', exams: [] }],
  },
  not_at_stop_line: {
    held: [
      { cycles: [cycle(2026, 0, { changed: 'yes' })] },
      { cycles: [cycle(2025, 0, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })] },
      { cycles: [cycle(2024, 0), cycle(2025, 2, { changed: 'yes' }), cycle(2026, 1, { changed: 'yes' })] },
      { cycles: [cycle(2024, 0), cycle(2025, 0), cycle(2026, 0, { changed: 'yes' })] },
    ],
    failed: [
      { cycles: [cycle(2024, 0), cycle(2025, 1, { changed: 'yes' }), cycle(2026, 1, { changed: 'yes' })] },
    ],
    unknown: [
      {
        cycles: [cycle(2024, 0), cycle(2025, 1, { changed: 'unknown' }), cycle(2026, 1, { changed: 'yes' })],
      },
      { cycles: [cycle(2024, 0), cycle(2025, null, { changed: 'yes' }), cycle(2026, 1, { changed: 'yes' })] },
    ],
  },
};

const cases = Object.entries(SIDES).flatMap(([id, sides]) =>
  (['held', 'failed', 'unknown'] as const).flatMap((side) =>
    sides[side].map((told, index) => ({ id, side, index, told })),
  ),
);

test.each(cases)('$id is $side ($index)', ({ id, side, told }) => {
  const verdict = assess({ ...solid, ...told }, knowledge, NOW);
  expect({
    held: verdict.held.includes(id),
    failed: verdict.failed.includes(id),
    unknown: verdict.unknown.includes(id),
  }).toEqual({
    held: side === 'held',
    failed: side === 'failed',
    unknown: side === 'unknown',
  });
});

test('every criterion in knowledge is tested on both sides', () => {
  expect(Object.keys(SIDES).toSorted()).toEqual(knowledge.assessment.criteria.map(({ id }) => id).toSorted());
});

test('an empty profile holds nothing that needs an answer', () => {
  const verdict = assess(person(), knowledge, NOW);
  expect(verdict.held).toEqual(['not_repeating', 'not_at_stop_line']);
  expect(verdict.failed).toEqual([]);
});

/** Nobody is asked for what cannot be known: there the criterion is not judged at all. */
test.each<readonly [id: string, told: Partial<Profile>]>([
  ['some_interviews', { cycles: [] }],
  ['step2_score', { type: 'us_do', exams: [passedLevel, level2('pass', 500)] }],
  ['level2_pass', {}],
  ['level2_pass', { type: 'us_do', exams: [step1, ck('pass', 240)] }],
  ['target_in_reach', { target: 'urology' }],
  ['interviews_converted', { cycles: [cycle(2026, 2)] }],
  ['interviews_converted', { cycles: [cycle(2026, 5)], exams: [step1, ck('fail', 206, '2026-09')] }],
  ['score_for_field', { type: 'us_md' }],
  ['score_for_field', { target: 'urology' }],
  ['score_for_field', { exams: [step1, ck('pass', null)] }],
])('%s is not asked of %j', (id, told) => {
  const { held, failed, unknown } = assess({ ...solid, ...told }, knowledge, NOW);
  expect([...held, ...failed, ...unknown]).not.toContain(id);
});
