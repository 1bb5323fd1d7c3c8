import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { assess, mattersMost } from '#core/assessment/assess.ts';
import type { Path } from '#core/record/assessment.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, cycle, knowledge, NOW, person, solid, step1 } from './people.ts';

/** People, what the adviser says to them on 22 November 2026, and why in a sentence. */
const PEOPLE: readonly (readonly [who: string, told: Partial<Profile>, path: Path, borderline: boolean])[] = [
  ['five of five conditions: reapply', {}, 'reapply_now', false],
  ['four of five, six years out: still most of them', { graduated: 2020 }, 'reapply_now', false],
  ['four of five, CK 235 is not above 235', { exams: [step1, ck('pass', 235)] }, 'reapply_now', false],
  [
    'exactly three: reapply only with the named change',
    { graduated: 2020, strongLetters: 1 },
    'reapply_now',
    true,
  ],
  [
    'three held, two unknown: unknown ones do not count',
    { graduated: null, exams: [step1] },
    'reapply_now',
    true,
  ],
  [
    'two of five: rebuild first',
    { graduated: 2020, strongLetters: 1, exams: [step1, ck('pass', 228)] },
    'delay',
    false,
  ],
  [
    'two held and one unknown: it depends on the answer',
    { graduated: 2020, strongLetters: null, exams: [step1, ck('pass', 228)] },
    'delay',
    true,
  ],
  ['nothing known: hold, and find out', person(), 'delay', true],
  [
    'one failure, strong recovery: reapply',
    { exams: [step1, ck('fail', 210, '2024-01'), ck('pass', 240)] },
    'reapply_now',
    false,
  ],
  [
    'one failure, bare pass at 218, weak CK: borderline',
    { exams: [step1, ck('fail', 210, '2024-01'), ck('pass', 218)] },
    'reapply_now',
    true,
  ],
  [
    'two failures, no standout strength, otherwise perfect: delay outweighs',
    { exams: [step1, ck('fail', 1, '2023-01'), ck('fail', 1, '2023-06'), ck('pass', 250)] },
    'delay',
    false,
  ],
  [
    'two failures balanced by a standout strength',
    { strength: 'yes', exams: [step1, ck('fail', 1, '2023-01'), ck('fail', 1, '2023-06'), ck('pass', 250)] },
    'reapply_now',
    false,
  ],
  ['seven years out without clinical work: delay', { graduated: 2019, recentClinical: 'no' }, 'delay', false],
  ['seven years out, working with patients: reapply', { graduated: 2019 }, 'reapply_now', false],
  ['no US experience and none in sight: delay', { usMonths: 0, usRealistic: 'no' }, 'delay', false],
  ['no US experience yet, but realistic', { usMonths: 0 }, 'reapply_now', false],
  [
    'second unmatched year with two interviews: delay',
    { cycles: [cycle(2025, 4), cycle(2026, 2)] },
    'delay',
    false,
  ],
  [
    'second unmatched year with three interviews',
    { cycles: [cycle(2025, 4), cycle(2026, 3)] },
    'reapply_now',
    false,
  ],
  [
    'two corrected cycles, almost no interviews: the stop line',
    { cycles: [cycle(2024, 0), cycle(2025, 1, { changed: 'yes' }), cycle(2026, 0, { changed: 'yes' })] },
    'pivot_career',
    false,
  ],
  [
    'three empty cycles, nothing changed between them: not the stop line',
    { cycles: [cycle(2024, 0), cycle(2025, 0), cycle(2026, 0)] },
    'delay',
    false,
  ],
  [
    'a first cycle is never the stop line, however bad',
    { graduated: 2005, recentClinical: 'no', cycles: [cycle(2026, 0, { changed: 'yes' })] },
    'delay',
    false,
  ],
  [
    'aims at dermatology, would take family medicine: change the field',
    { target: 'dermatology', acceptable: ['family'] },
    'pivot_specialty',
    false,
  ],
  [
    'dermatology and nothing else: hold until another field is named',
    { target: 'dermatology' },
    'delay',
    true,
  ],
  [
    'dermatology, and the other field is neurosurgery',
    { target: 'dermatology', acceptable: ['neurosurgery'] },
    'delay',
    true,
  ],
  [
    'dermatology with three of five: field and change',
    { target: 'dermatology', acceptable: ['family'], graduated: 2020, strongLetters: 0 },
    'pivot_specialty',
    true,
  ],
  [
    'dermatology and a delay condition: the closed field is changed first',
    { target: 'dermatology', acceptable: ['family'], usMonths: 0, usRealistic: 'no' },
    'pivot_specialty',
    true,
  ],
  [
    'emergency medicine after a failed CK that was passed: another field',
    {
      target: 'emergency',
      acceptable: ['internal'],
      exams: [step1, ck('fail', 1, '2023-06'), ck('pass', 240)],
    },
    'pivot_specialty',
    false,
  ],
  [
    'failed CK in this season, no legal retake before early March: delay, should it bring nothing',
    {
      exams: [step1, ck('fail', 206, '2026-09')],
      cycles: [cycle(2026, 3), cycle(2027, 4, { outcome: 'applying' })],
    },
    'delay',
    false,
  ],
  [
    'failed CK, next season still far: three others carry, borderline',
    { exams: [step1, ck('fail', 206, '2026-09')] },
    'reapply_now',
    true,
  ],
  [
    'a 215 "pass" of September 2025 is a fail under 218',
    { exams: [step1, ck('pass', 215)], graduated: 2020 },
    'delay',
    false,
  ],
  ['a 215 pass of June 2025 is a pass', { exams: [step1, ck('pass', 215, '2025-06')] }, 'reapply_now', false],
  [
    'US senior in a first Match with a failed CK: that Match runs',
    {
      type: 'us_md',
      graduated: 2027,
      exams: [step1, ck('fail', 206, '2026-09')],
      cycles: [cycle(2027, 4, { outcome: 'applying' })],
    },
    'first_match',
    false,
  ],
  ['a first Match that runs', { cycles: [cycle(2027, 0, { outcome: 'applying' })] }, 'first_match', false],
  ['a position', { cycles: [cycle(2025, 0), cycle(2026, 4, { outcome: 'matched' })] }, 'matched', false],
  [
    'four attempts used: no retake can come in time',
    {
      strength: 'yes',
      exams: [step1, ...['2022-01', '2022-06', '2023-01', '2024-01'].map((on) => ck('fail', 1, on))],
    },
    'delay',
    false,
  ],
];

test.each(PEOPLE)('%s', (_, told, path, borderline) => {
  const verdict = assess({ ...solid, ...told }, knowledge, NOW);
  expect({ path: verdict.path, borderline: verdict.borderline }).toEqual({ path, borderline });
});

test('what matters most is the heaviest failed condition that a person can still change', () => {
  const heaviest = (told: Partial<Profile>) =>
    mattersMost({ ...solid, ...told }, assess({ ...solid, ...told }, knowledge, NOW), knowledge, NOW)
      ?.criterion.id ?? null;
  const few = [cycle(2026, 2)];
  expect(heaviest({})).toBe('interviews_converted');
  expect(heaviest({ cycles: few })).toBe(null);
  expect(heaviest({ cycles: few, strongLetters: 0, usMonths: 0, usRealistic: 'no' })).toBe('us_experience');
  expect(heaviest({ cycles: few, graduated: 2020, strongLetters: 1 })).toBe('us_letters');
  expect(heaviest({ graduated: 2020, strongLetters: 1 })).toBe('interviews_converted');
  expect(heaviest({ cycles: few, strongLetters: null })).toBe('us_letters');
  expect(heaviest({ cycles: few, graduated: 2020 })).toBe(null);
});

test('nobody who passed a Step is told to take it again', () => {
  const { changes, criteria } = knowledge.assessment;
  for (const text of [...changes.map(({ what }) => what), ...criteria.map(({ note }) => note ?? '')])
    expect(text).not.toMatch(/retake (a|the|your) passed|improve your (step|ck)/i);
  const bare = { ...solid, target: 'family', cycles: [cycle(2026, 2)], exams: [step1, ck('pass', 223)] };
  const passed = assess(bare, knowledge, NOW);
  expect(changes.find(({ id }) => id === 'pass_ck_high')?.what).toMatch(/you can't improve a pass/);
  expect(passed.failed).toEqual(['step2_score']);
  expect(mattersMost(bare, passed, knowledge, NOW)).toBeNull();
  const open = { ...solid, exams: [step1, ck('fail', 206, '2026-09')] };
  expect(mattersMost(open, assess(open, knowledge, NOW), knowledge, NOW)?.criterion.id).toBe('few_failures');
});

test('nobody is told to pass an exam that they have passed, used up, or are waiting for', () => {
  const three = ['2023-01', '2023-06', '2024-01'].map((on) => ck('fail', 200, on));
  const step3 = { exam: 'step3', on: null, outcome: 'scheduled', score: null } as const;
  const told = (exams: Profile['exams']) => {
    const profile = {
      ...solid,
      cycles: [cycle(2026, 2)],
      target: 'psychiatry',
      exams,
      strength: 'yes' as const,
    };
    return mattersMost(profile, assess(profile, knowledge, NOW), knowledge, NOW)?.change?.id ?? null;
  };
  expect(told([step1, ck('fail', 200, '2026-09')])).toBe('pass_exam');
  expect(told([step1, ck('fail', 200, '2024-01'), ck('pass', 250)])).toBeNull();
  expect(told([step1, ck('fail', 200, '2024-01'), ck('pass', 229)])).toBeNull();
  expect(told([step1, ...three, ck('fail', 200, '2025-01'), step3])).toBeNull();
  expect(told([step1, ck('fail', 200, '2026-05'), ck('pending', null, '2026-11'), step3])).toBeNull();
});

test('no sentence states a personal chance', () => {
  const said = JSON.stringify([knowledge.assessment, knowledge.plans]);
  expect(said).not.toMatch(/\d ?%|percent|probabilit|your (odds|chances?) (is|are|of)/i);
});

test('the verdict says when it was made', () => {
  const { at } = assess(solid, knowledge, Temporal.Instant.from('2026-11-22T12:00:00.123456Z'));
  expect(at).toBe('2026-11-22T12:00:00.123Z');
});
