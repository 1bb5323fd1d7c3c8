import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { type Attempt, type Profile, profileSchema } from '#core/assessment/profile.ts';
import { PATHS } from '#core/assessment/result.ts';
import { knowledge, NOW } from './people.ts';

/** More by hand before a change of the rules: RUNS=20000 npx vitest run test/core/assessment. */
const RUNS = { numRuns: Number(process.env.RUNS ?? 1000) };

const fact = fc.constantFrom('yes', 'no', 'unknown');
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const month = fc
  .integer({ min: 2015 * 12, max: 2026 * 12 + 9 })
  .map((n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);

const attempt = fc.record({
  exam: fc.constantFrom('step1', 'step2ck'),
  on: maybe(month),
  outcome: fc.constantFrom('pass', 'fail', 'pending', 'scheduled', 'incomplete'),
  score: maybe(fc.integer({ min: 190, max: 270 })),
});
const cycles = fc.array(
  fc.record({
    year: maybe(fc.integer({ min: 2020, max: 2027 })),
    outcome: fc.constantFrom('unmatched', 'no_rank_list', 'applying', 'prelim_only'),
    interviews: maybe(fc.integer({ min: 0, max: 8 })),
    changed: fact,
  }),
  { maxLength: 5 },
);
const profiles: fc.Arbitrary<Profile> = fc
  .record({
    type: maybe(fc.constantFrom('us_md', 'us_do', 'us_img', 'non_us_img')),
    graduated: maybe(fc.integer({ min: 2005, max: 2027 })),
    exams: fc.array(attempt, { maxLength: 6 }),
    usMonths: maybe(fc.integer({ min: 0, max: 12 })),
    usRealistic: fact,
    strongLetters: maybe(fc.integer({ min: 0, max: 5 })),
    recentClinical: fact,
    strength: fact,
    cycles,
    target: maybe(fc.constantFrom('internal', 'emergency', 'dermatology', 'nonsense')),
    acceptable: fc.array(fc.constantFrom('family', 'emergency', 'neurosurgery'), { maxLength: 3 }),
    registered: fact,
    pathway: fact,
    schoolVerified: fact,
  })
  .map((told) => profileSchema.parse(told));

/** What a person may better about themselves, one thing at a time. */
const better = (attempts: readonly Attempt[], index: number, change: Partial<Attempt>): Attempt[] =>
  attempts.map((one, at) => (at === index ? { ...one, ...change } : one));
const IMPROVEMENTS: readonly (readonly [
  name: string,
  improve: (profile: Profile, pick: number) => Profile,
])[] = [
  ['graduated a year later', (p) => ({ ...p, graduated: p.graduated === null ? null : p.graduated + 1 })],
  ['a month more in the US', (p) => ({ ...p, usMonths: p.usMonths === null ? null : p.usMonths + 1 })],
  ['US experience became realistic', (p) => ({ ...p, usRealistic: 'yes' })],
  ['one more strong letter', (p) => ({ ...p, strongLetters: (p.strongLetters ?? 0) + 1 })],
  ['works with patients', (p) => ({ ...p, recentClinical: 'yes' })],
  ['has a standout strength', (p) => ({ ...p, strength: 'yes' })],
  [
    'an interview more in every cycle',
    (p) => ({
      ...p,
      cycles: p.cycles.map((c) => ({ ...c, interviews: c.interviews === null ? null : c.interviews + 1 })),
    }),
  ],
  [
    'one exam scored higher',
    (p, pick) => {
      const index = pick % Math.max(1, p.exams.length);
      const score = p.exams[index]?.score ?? null;
      return { ...p, exams: better(p.exams, index, score === null ? {} : { score: score + 10 }) };
    },
  ],
  [
    'one fail had been a strong pass',
    (p, pick) => {
      const fails = p.exams.flatMap(({ outcome }, index) => (outcome === 'fail' ? [index] : []));
      const index = fails[pick % Math.max(1, fails.length)];
      return index === undefined
        ? p
        : { ...p, exams: better(p.exams, index, { outcome: 'pass', score: 270, on: '2026-10' }) };
    },
  ],
  [
    'one fail had never been',
    (p, pick) => {
      const fails = p.exams.filter(({ outcome }) => outcome === 'fail');
      // With no exam left nothing would be known at all, which is not better.
      if (fails.length === 0 || p.exams.length === fails.length) return p;
      return { ...p, exams: p.exams.filter((one) => one !== fails[pick % fails.length]) };
    },
  ],
  [
    'the open exam was passed, strongly',
    (p) => ({ ...p, exams: [...p.exams, { exam: 'step2ck', on: '2026-11', outcome: 'pass', score: 270 }] }),
  ],
];

const worth = (profile: Profile): number => PATHS.indexOf(assess(profile, knowledge, NOW).path);

test.each(IMPROVEMENTS)('never worse for it: %s', (_, improve) => {
  fc.assert(
    fc.property(profiles, fc.nat(20), (profile, pick) => {
      expect(worth(improve(profile, pick))).toBeGreaterThanOrEqual(worth(profile));
    }),
    RUNS,
  );
});

test('the order in which anything was told does not matter', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const turned = {
        ...profile,
        exams: profile.exams.toReversed(),
        cycles: profile.cycles.toReversed(),
        acceptable: profile.acceptable.toReversed(),
      };
      expect(assess(turned, knowledge, NOW)).toEqual(assess(profile, knowledge, NOW));
    }),
    RUNS,
  );
});

test('registration, pathway and the school never change the path', () => {
  fc.assert(
    fc.property(profiles, fact, fact, fact, (profile, registered, pathway, schoolVerified) => {
      const { path, borderline } = assess(profile, knowledge, NOW);
      expect(assess({ ...profile, registered, pathway, schoolVerified }, knowledge, NOW)).toMatchObject({
        path,
        borderline,
      });
    }),
  );
});

test('each criterion is held, failed or unknown, and never two of them', () => {
  const all = knowledge.assessment.criteria.map(({ id }) => id).toSorted();
  fc.assert(
    fc.property(profiles, (profile) => {
      const { held, failed, unknown } = assess(profile, knowledge, NOW);
      expect([...held, ...failed, ...unknown].toSorted()).toEqual(all);
    }),
  );
});

test('a first cycle never meets the stop line', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const first = { ...profile, cycles: profile.cycles.slice(0, 1) };
      expect(assess(first, knowledge, NOW).path).not.toBe('pivot_career');
    }),
  );
});
