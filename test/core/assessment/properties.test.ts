import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { assess } from '#core/assessment/assess.ts';
import { factsOf } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import { isBetter } from '#core/assessment/what-would-change.ts';
import { type Attempt, type Profile, profileSchema } from '#core/record/profile.ts';
import { knowledge, NOW } from './people.ts';
import { aside, cycleAside, PATIENCE, profiles, RUNS } from './profiles.ts';

vi.setConfig({ testTimeout: PATIENCE });

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
  ['has changed the big problems', (p) => ({ ...p, rebuilt: 'yes' })],
  ['works with patients', (p) => ({ ...p, recentClinical: 'yes' })],
  ['has a standout strength', (p) => ({ ...p, strength: 'yes' })],
  ['one strength named', (p) => ({ ...p, strengths: [...p.strengths, 'evaluations'] })],
  [
    'one more strong letter, listed',
    (p) => ({
      ...p,
      letters: [...p.letters, { from: 'us_hands_on', strong: 'yes', specialty: null, year: null }],
    }),
  ],
  [
    'two more months in the US, listed',
    (p) => ({
      ...p,
      experience: [
        ...p.experience,
        { kind: 'hands_on', place: 'us', months: 2, until: '2026-10', specialty: null },
      ],
    }),
  ],
  [
    'one more interview in every cycle',
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
    'one fail turned into a strong pass',
    (p, pick) => {
      const fails = p.exams.flatMap(({ outcome }, index) => (outcome === 'fail' ? [index] : []));
      const index = fails[pick % Math.max(1, fails.length)];
      // Each family of exams counts on a scale of its own.
      const score = index !== undefined && p.exams[index]?.exam.startsWith('level') ? 700 : 270;
      return index === undefined
        ? p
        : { ...p, exams: better(p.exams, index, { outcome: 'pass', score, on: '2026-10' }) };
    },
  ],
  [
    'one fail removed',
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

test.each(IMPROVEMENTS)('never worse for it: %s', (_, improve) => {
  fc.assert(
    fc.property(profiles, fc.nat(20), (profile, pick) => {
      const before = assess(profile, knowledge, NOW);
      const after = assess(improve(profile, pick), knowledge, NOW);
      expect(isBetter(before, after)).toBe(false);
    }),
    RUNS,
  );
});

test('the order in which things were told does not matter', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const turned = {
        ...profile,
        exams: profile.exams.toReversed(),
        cycles: profile.cycles.toReversed(),
        acceptable: profile.acceptable.toReversed(),
        experience: profile.experience.toReversed(),
        letters: profile.letters.toReversed(),
        strengths: profile.strengths.toReversed(),
      };
      expect(assess(turned, knowledge, NOW)).toEqual(assess(profile, knowledge, NOW));
    }),
    RUNS,
  );
});

test('what has no bearing on the path never changes it', () => {
  fc.assert(
    fc.property(profiles, aside, cycleAside, (profile, other, detail) => {
      const { path, borderline } = assess(profile, knowledge, NOW);
      const changed = profileSchema.parse({
        ...profile,
        ...other,
        cycles: profile.cycles.map((cycle) => ({ ...cycle, ...detail })),
      });
      expect(assess(changed, knowledge, NOW)).toMatchObject({ path, borderline });
    }),
    RUNS,
  );
});

test('each criterion that applies is exactly one of held, failed or unknown', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const facts = factsOf(profile, knowledge, NOW);
      const all = knowledge.assessment.criteria
        .filter(({ applies }) => !applies || judge(applies, facts) === true)
        .map(({ id }) => id);
      const { held, failed, unknown } = assess(profile, knowledge, NOW);
      expect([...held, ...failed, ...unknown].toSorted()).toEqual(all.toSorted());
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

/** Everything told: each exam sat, with its day and, where it gives one, its score. */
const told = profiles.map((profile) => ({
  ...profile,
  type: profile.type ?? ('us_md' as const),
  graduated: profile.graduated ?? 2020,
  exams: (profile.type === 'us_do'
    ? (['level1', 'level2ce'] as const)
    : (['step1', 'step2ck'] as const)
  ).flatMap((exam, index): Attempt[] => {
    const score = exam === 'step2ck' ? 240 : exam === 'level2ce' ? 500 : null;
    const pass: Attempt = { exam, on: `202${4 + index}-05-10`, outcome: 'pass', score };
    const fail: Attempt = { exam, on: `202${3 + index}-05-10`, outcome: 'fail', score: null };
    return profile.exams.length % 3 === index ? [fail, pass] : [pass];
  }),
  usMonths: profile.usMonths ?? 0,
  usRealistic: profile.usRealistic === 'unknown' ? ('no' as const) : profile.usRealistic,
  strongLetters: profile.strongLetters ?? 0,
  recentClinical: profile.recentClinical === 'unknown' ? ('no' as const) : profile.recentClinical,
  strength: profile.strength === 'unknown' ? ('no' as const) : profile.strength,
  target: profile.target === null || profile.target === 'nonsense' ? 'family' : profile.target,
  cycles: profile.cycles
    .filter(({ outcome }) => outcome !== 'applying')
    .map((one) => ({
      ...one,
      year: one.year ?? 2019,
      interviews: one.interviews ?? 0,
      changed: one.changed === 'unknown' ? ('no' as const) : one.changed,
    })),
}));

test('no criterion asks for what cannot be known: someone who has told everything is asked nothing', () => {
  fc.assert(
    fc.property(told, (profile) => {
      expect(assess(profile, knowledge, NOW).unknown).toEqual([]);
    }),
    RUNS,
  );
});
