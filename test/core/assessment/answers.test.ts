import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type AssessAnswers, answersSchema } from '#core/assessment/answers/schema.ts';
import { answersOf, profileOf } from '#core/assessment/answers.ts';
import { EMPTY_PROFILE, type Profile, profileSchema } from '#core/record/profile.ts';
import { knowledge, NOW, solid } from './people.ts';

const NOTHING = answersSchema.parse(
  Object.fromEntries(Object.keys(answersSchema.shape).map((id) => [id, null])),
);
const ANSWERS: AssessAnswers = {
  ...NOTHING,
  type: 'img_visa',
  graduated: 2022,
  status: 'first_unmatched',
  interviews: 2,
  exams: 'clean',
  step2_score: 240,
  us_months: 3,
  us_until: '2026-06',
  us_field: 'internal',
  letters: 2,
  recent: 'yes',
  target: 'internal',
  other: 'family',
  priority: 'any_position',
  pathway: 'yes',
};
const of = (told: Partial<AssessAnswers>, now = NOW, old: Profile = EMPTY_PROFILE) =>
  profileSchema.parse(profileOf({ ...ANSWERS, ...told }, old, knowledge.specialties, knowledge.seasons, now));
const known = (profile: Profile) => answersOf(profile, knowledge.specialties);

test('a typical person', () => {
  expect(of({})).toMatchObject({
    type: 'non_us_img',
    visa: 'yes',
    graduated: 2022,
    exams: [
      { exam: 'step1', on: null, outcome: 'pass', score: null },
      { exam: 'step2ck', on: null, outcome: 'pass', score: 240 },
    ],
    usMonths: 3,
    experience: [{ kind: 'hands_on', place: 'us', months: 3, until: '2026-06', specialty: 'internal' }],
    usRealistic: 'unknown',
    strongLetters: 2,
    letters: [{ from: 'us_hands_on', strong: 'yes' }, { from: 'us_hands_on' }],
    recentClinical: 'yes',
    cycles: [{ year: 2026, outcome: 'unmatched', interviews: 2, changed: 'no' }],
    target: 'internal',
    acceptable: ['family'],
    priority: 'any_position',
    registered: 'unknown',
    pathway: 'yes',
    schoolVerified: 'unknown',
  });
});

test.each([
  ['first_now', '2026-11-22T12:00:00Z', 2027],
  ['first_unmatched', '2026-11-22T12:00:00Z', 2026],
  ['unmatched', '2027-03-15T14:00:00Z', 2027],
  ['prelim_only', '2027-04-15T14:00:00Z', 2027],
  ['earlier', '2026-11-22T12:00:00Z', null],
] as const)('"%s" said on %s speaks of the Match of %s', (status, at, year) => {
  expect(of({ status }, Temporal.Instant.from(at)).cycles[0]?.year).toBe(year);
});

test('a cycle with everything the form asks', () => {
  const told = { applied: 'internal', programs: 80, ranked: 2, docs: 'statement', soap: 'family' } as const;
  expect(of({ ...told, soap_sent: 45, soap_interviews: 1 }).cycles[0]).toMatchObject({
    specialties: ['internal'],
    programs: 80,
    ranked: 2,
    soap: { applications: 45, interviews: 1, specialties: ['family'] },
    statement: 'tailored',
    letters: 'recycled',
  });
  expect(of({ soap: 'none', applied: 'mixed', docs: 'unknown' }).cycles[0]).toMatchObject({
    specialties: [],
    soap: null,
    statement: 'unknown',
  });
});

test('earlier cycles: the previous one is told, and the first never counts as corrected', () => {
  expect(of({ status: 'never' }).cycles).toEqual([]);
  const told = { status: 'unmatched', changed: 'yes', interviews_before: 1, changed_before: 'yes' } as const;
  expect(of({ ...told, before: 'n1' }).cycles).toMatchObject([
    { year: 2026, outcome: 'unmatched', interviews: 2, changed: 'yes' },
    { year: null, outcome: 'unmatched', interviews: 1, changed: 'no' },
  ]);
  expect(of({ ...told, before: 'n2' }).cycles.map(({ changed }) => changed)).toEqual(['yes', 'yes', 'no']);
  expect(of({ ...told, before: 'n2', year_before: 2024 }).cycles.map(({ year }) => year)).toEqual([
    2026,
    2024,
    null,
  ]);
  expect(of({ ...told, before: 'n3' }).cycles.map(({ changed }) => changed)).toEqual([
    'yes',
    'yes',
    'unknown',
    'unknown',
  ]);
});

test('exams: fails are counted, the month and score belong to the latest', () => {
  const outcomes = (told: Partial<AssessAnswers>) =>
    of({ exams: 'other', step1: 'passed', step2: 'passed', step2_month: '2025-09', ...told }).exams.map(
      ({ exam, on, outcome, score }) => [exam, outcome, on, score].filter(Boolean).join(' '),
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
  expect(outcomes({ type: 'us_do', step2_score: null })).toEqual(['level1 pass', 'level2ce pass 2025-09']);
});

test('"undecided" and "none" name no field, "any open one" names them all and says what matters', () => {
  expect(of({ target: 'undecided' }).target).toBeNull();
  expect(of({ other: 'none', priority: null })).toMatchObject({ acceptable: [], priority: 'this_specialty' });
  expect(of({ other: null }).acceptable).toEqual([]);
  expect(of({ other: 'any_open', priority: null })).toMatchObject({
    acceptable: ['family', 'pediatrics', 'psychiatry', 'prelim_ty'],
    priority: 'any_position',
  });
});

test('what concerns only one kind of graduate stays unknown for the other', () => {
  expect(of({ type: 'us_md', pathway: 'yes', verified: 'yes', us_months: null })).toMatchObject({
    pathway: 'unknown',
    schoolVerified: 'yes',
    usMonths: null,
    visa: 'unknown',
  });
  expect(of({ verified: 'yes' }).schoolVerified).toBe('unknown');
});

describe('a record gives back', () => {
  test('nothing, if nothing was told', () => {
    expect(known(EMPTY_PROFILE)).toEqual({});
  });

  test('what an older record has, and leaves open what was never asked', () => {
    const told = known(solid);
    expect(told).toMatchObject({ type: 'non_us_img', exams: 'clean', us_months: 3, letters: 3 });
    for (const id of [
      'visa',
      'us_until',
      'applied',
      'programs',
      'soap',
      'docs',
      'flags',
      'strengths',
      'priority',
    ])
      expect(told).not.toHaveProperty(id);
  });

  test('what an answer says and the rest of a list stay when another answer changes', () => {
    const more = { from: 'us_other', specialty: 'family', strong: 'yes', year: 2026 } as const;
    const dated = { exam: 'step3', on: '2026-10', outcome: 'scheduled', score: null } as const;
    const base = of({});
    const rich = { ...base, letters: [...base.letters, more], exams: [...base.exams, dated] };
    const answers = answersSchema.parse({ ...NOTHING, ...known(rich) });
    const after = of({ ...answers, graduated: 2021 }, NOW, rich);
    expect(after).toEqual({ ...rich, graduated: 2021 });
    expect(of({ ...answers, letters: 0 }, NOW, rich).letters).toEqual([more]);
    expect(of({ ...answers, step2_score: 250 }, NOW, rich).exams).toContainEqual(dated);
  });
});
