import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isBelowMark, isQuestioned, nextSitting, passMark, standing } from '#core/assessment/exams.ts';
import type { Exam } from '#core/record/profile.ts';
import { ck, knowledge, step1 } from './people.ts';

const rules = knowledge.exams;
const TODAY = Temporal.PlainDate.from('2026-11-22');

test.each([
  ['2014-06', null],
  ['2014-07', { score: 209, confirmed: true }],
  ['2022-06', { score: 209, confirmed: true }],
  ['2022-07', { score: 214, confirmed: false }],
  ['2025-06', { score: 214, confirmed: false }],
  ['2025-07', { score: 218, confirmed: true }],
  ['2026-11', { score: 218, confirmed: true }],
  [null, null],
])('the Step 2 CK mark of %s', (on, mark) =>
  expect(passMark(rules, 'step2ck', on)).toEqual(mark && expect.objectContaining(mark)),
);

test('Step 1 has no numeric mark', () => expect(passMark(rules, 'step1', '2026-01')).toBeNull());

test('only a confirmed mark overturns a reported pass', () => {
  expect(isBelowMark(rules, ck('pass', 217, '2025-07'))).toBe(true);
  expect(isBelowMark(rules, ck('pass', 218, '2025-07'))).toBe(false);
  expect(isBelowMark(rules, ck('pass', 213, '2023-01'))).toBe(false);
  expect(isBelowMark(rules, ck('pass', 208, '2016-01'))).toBe(true);
  expect(isBelowMark(rules, ck('pass', 215, null))).toBe(false);
  expect(isBelowMark(rules, ck('fail', 215))).toBe(false);
});

test('a score below the mark of its day is asked about, even if the month of change is provisional', () => {
  const of = (score: number, on: string) => [
    isQuestioned(rules, ck('pass', score, on)),
    isBelowMark(rules, ck('pass', score, on)),
  ];
  // 209 had held since 2014, so 205 is below every mark that can have held in 2024.
  expect(of(205, '2024-11')).toEqual([true, true]);
  expect(of(211, '2024-11')).toEqual([true, false]);
  expect(of(214, '2024-11')).toEqual([false, false]);
  expect(of(212, '2019-06')).toEqual([false, false]);
  expect(of(208, '2019-06-17')).toEqual([true, true]);
});

test('Step 3 and Level 2-CE have their own marks', () => {
  const at = (exam: Exam, score: number, on: string) =>
    isBelowMark(rules, { exam, score, on, outcome: 'pass' });
  expect(at('step3', 199, '2024-01')).toBe(true);
  expect(at('step3', 200, '2024-01')).toBe(false);
  expect(at('step3', 199, '2023-12')).toBe(false);
  expect(at('level2ce', 399, '2019-05')).toBe(true);
  expect(at('level2ce', 400, '2026-05')).toBe(false);
});

test('the day decides if it is known', () => {
  const legal = (...days: string[]) =>
    standing(
      rules,
      days.map((on) => ck('fail', 200, on)),
      'step2ck',
    )?.legalFrom?.toString();
  expect(legal('2026-01-10', '2026-03', '2026-06-20')).toBe('2027-01-10');
  expect(legal('2025-01', '2025-03-02', '2026-08-05')).toBe('2027-02-05');
  const both = [ck('fail', 200, '2026-05'), ck('pass', 230, '2026-05-20')];
  expect(standing(rules, both, 'step2ck')?.state).toBe('passed');
  const before = [ck('fail', 200, '2026-05-21'), ck('pass', 230, '2026-05-20')];
  expect(standing(rules, before, 'step2ck')?.state).toBe('failed');
});

test('attempts left are counted, and incomplete ones count as used', () => {
  const left = (...attempts: ReturnType<typeof ck>[]) => standing(rules, attempts, 'step2ck')?.left;
  expect(left(ck('scheduled'))).toBe(4);
  expect(left(ck('fail', 200, '2025-01'), ck('incomplete', null, '2025-06'))).toBe(2);
  expect(left(ck('fail', 200, '2024-01'), ck('pass', 230))).toBeNull();
});

const fails = (...months: string[]) => months.map((on) => ck('fail', 200, on));
const at = (attempts: readonly ReturnType<typeof ck>[]) => standing(rules, attempts, 'step2ck');

test('nothing told, nothing known', () => expect(at([step1])).toBeNull());

test('the order of attempts does not matter', () => {
  const attempts = [...fails('2024-01', '2025-01'), ck('pass', 230, '2026-01')];
  expect(at(attempts.toReversed())).toEqual(at(attempts));
});

test('incomplete attempts count towards the limit, planned ones do not, and pending ones do not exhaust it', () => {
  expect(at([ck('incomplete'), ...fails('2024-01', '2024-05'), ck('scheduled')])).toMatchObject({
    used: 3,
    exhausted: false,
  });
  expect(at([ck('incomplete'), ...fails('2024-01', '2024-05', '2025-01')])).toMatchObject({
    used: 4,
    exhausted: true,
  });
  expect(at([...fails('2024-01', '2024-05', '2025-01'), ck('pending')])).toMatchObject({
    used: 4,
    exhausted: false,
  });
  expect(at([...fails('2024-01', '2024-05', '2025-01'), ck('pass', 230)])).toMatchObject({
    used: 4,
    exhausted: false,
  });
});

test.each([
  // First in January 2026: 12 months after its last day. Latest in June: 6 months after that.
  [['2026-01', '2026-03', '2026-06'], '2027-01-31'],
  // Six months after 31 August, and twelve after 29 February, are over when the month is.
  [['2025-01', '2025-03', '2026-08'], '2027-03-01'],
  [['2024-02', '2024-03', '2024-04'], '2025-03-01'],
])('the fourth attempt after %j is legal from %s', (months, day) => {
  expect(at(fails(...months))?.legalFrom?.toString()).toBe(day);
});

test('a second and a third attempt need no extra spacing; for a fourth without dates we cannot tell', () => {
  expect(String(at(fails('2026-10', '2026-11'))?.legalFrom) < '2026-11-22').toBe(true);
  expect(at([ck('fail', 1, null), ...fails('2026-10', '2026-11')])?.legalFrom).toBeNull();
});

test('the next sitting is legal, after three months of study, or as booked', () => {
  const next = (attempts: readonly ReturnType<typeof ck>[]) => {
    const exam = at(attempts);
    return exam && nextSitting(rules, exam, TODAY)?.toString();
  };
  expect(next(fails('2026-10'))).toBe('2027-02-22');
  expect(next(fails('2026-05', '2026-06', '2026-10'))).toBe('2027-05-31');
  expect(next([...fails('2026-10'), ck('scheduled', null, '2027-05')])).toBe('2027-05-31');
  expect(next([...fails('2026-05', '2026-06', '2026-10'), ck('scheduled', null, '2027-01')])).toBe(
    '2027-05-31',
  );
  expect(next(fails('2024-01', '2024-06', '2025-01', '2025-09'))).toBeUndefined();
});
