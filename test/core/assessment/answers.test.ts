import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { type AssessAnswers, profileOf } from '#core/assessment/answers.ts';
import { profileSchema } from '#core/assessment/profile.ts';
import { knowledge, NOW } from './people.ts';

const ANSWERS: AssessAnswers = {
  type: 'non_us_img',
  graduated: 2022,
  status: 'unmatched',
  registered: null,
  interviews: 2,
  before: 'n0',
  changed: null,
  interviews_before: null,
  changed_before: null,
  step1: 'passed',
  fails1: null,
  step2: 'passed',
  fails2: null,
  step2_month: '2025-09',
  step2_score: 240,
  booked: null,
  us_months: 3,
  us_chance: null,
  letters: 2,
  recent: 'yes',
  strength: null,
  target: 'internal',
  other: 'family',
  pathway: 'yes',
  verified: null,
};
const of = (told: Partial<AssessAnswers>, now = NOW) =>
  profileSchema.parse(profileOf({ ...ANSWERS, ...told }, knowledge.specialties, knowledge.seasons, now));

test('a typical person', () => {
  expect(of({})).toMatchObject({
    type: 'non_us_img',
    graduated: 2022,
    exams: [
      { exam: 'step1', on: null, outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2025-09', outcome: 'pass', score: 240 },
    ],
    usMonths: 3,
    usRealistic: 'unknown',
    strongLetters: 2,
    recentClinical: 'yes',
    strength: 'unknown',
    cycles: [{ year: 2026, outcome: 'unmatched', interviews: 2, changed: 'no' }],
    target: 'internal',
    acceptable: ['family'],
    registered: 'unknown',
    pathway: 'yes',
    schoolVerified: 'unknown',
  });
});

test.each([
  ['applying', '2026-11-22T12:00:00Z', 2027],
  ['unmatched', '2026-11-22T12:00:00Z', 2026],
  ['unmatched', '2027-03-15T14:00:00Z', 2027],
  ['prelim_only', '2027-04-15T14:00:00Z', 2027],
  ['earlier', '2026-11-22T12:00:00Z', null],
] as const)('"%s" said on %s speaks of the Match of %s', (status, at, year) => {
  expect(of({ status }, Temporal.Instant.from(at)).cycles[0]?.year).toBe(year);
});

test('earlier cycles: the one before is told, the first was never a corrected one', () => {
  expect(of({ status: 'never', before: null }).cycles).toEqual([]);
  const told = { changed: 'yes', interviews_before: 1, changed_before: 'yes' } as const;
  expect(of({ ...told, before: 'n1' }).cycles).toMatchObject([
    { year: 2026, outcome: 'unmatched', interviews: 2, changed: 'yes' },
    { year: null, outcome: 'unmatched', interviews: 1, changed: 'no' },
  ]);
  expect(of({ ...told, before: 'n2' }).cycles.map(({ changed }) => changed)).toEqual(['yes', 'yes', 'no']);
  expect(of({ ...told, before: 'n3' }).cycles.map(({ changed }) => changed)).toEqual([
    'yes',
    'yes',
    'unknown',
    'unknown',
  ]);
});

test('exams: fails are counted, the month and score belong to the latest', () => {
  const outcomes = (told: Partial<AssessAnswers>) =>
    of(told).exams.map(({ exam, on, outcome, score }) =>
      [exam, outcome, on, score].filter(Boolean).join(' '),
    );
  expect(outcomes({ step1: 'later', fails1: 2 })).toEqual([
    'step1 fail',
    'step1 fail',
    'step1 pass',
    'step2ck pass 2025-09 240',
  ]);
  expect(outcomes({ step2: 'failed', fails2: 2, step2_score: 206 })).toEqual([
    'step1 pass',
    'step2ck fail',
    'step2ck fail 2025-09 206',
  ]);
  expect(outcomes({ step2: 'open' })).toEqual(['step1 pass', 'step2ck pending']);
  expect(outcomes({ step2: 'none', booked: '2027-03' })).toEqual(['step1 pass', 'step2ck scheduled 2027-03']);
  expect(outcomes({ step2: 'failed', booked: '2027-03' })).toEqual([
    'step1 pass',
    'step2ck fail 2025-09 240',
    'step2ck scheduled 2027-03',
  ]);
  expect(outcomes({ step1: 'failed', step2: 'none', booked: '2027-03' })).toEqual([
    'step1 fail',
    'step2ck scheduled',
    'step1 scheduled 2027-03',
  ]);
  expect(outcomes({ type: 'us_do' })).toEqual(['level1 pass', 'level2ce pass 2025-09']);
});

test('undecided and none name no field, any open one names them all', () => {
  expect(of({ target: 'undecided' }).target).toBeNull();
  expect(of({ other: 'none' }).acceptable).toEqual([]);
  expect(of({ other: null }).acceptable).toEqual([]);
  expect(of({ other: 'any_open' }).acceptable).toEqual(['family', 'pediatrics', 'psychiatry', 'prelim_ty']);
});

test('what is only for one kind of graduate stays unknown for the other', () => {
  expect(of({ type: 'us_md', pathway: 'yes', verified: 'yes', us_months: 4 })).toMatchObject({
    pathway: 'unknown',
    schoolVerified: 'yes',
    usMonths: null,
  });
  expect(of({ verified: 'yes' }).schoolVerified).toBe('unknown');
});
