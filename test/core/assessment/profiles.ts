import fc from 'fast-check';
import { type Profile, profileSchema, strengthSchema } from '#core/record/profile.ts';
import { cases } from '../../depth.ts';

export const RUNS = cases(150);
/** For properties that try many changes on each person. */
export const FEWER = cases(20);
/** A property takes as long as its runs take: it must not fail because the machine is busy. */
export const PATIENCE = 60_000 + RUNS.numRuns * 300;

export const fact = fc.constantFrom('yes', 'no', 'unknown');
export const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
/** Up to a year and a month (January is 0). */
const monthUntil = (year: number, last: number) =>
  fc
    .integer({ min: 2015 * 12, max: year * 12 + last })
    .map((n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
const month = monthUntil(2026, 9);
const field = fc.constantFrom('internal', 'family', 'emergency', 'dermatology', 'nonsense');
const reuse = fc.constantFrom('tailored', 'recycled', 'unknown');

const exam = fc.constantFrom('step1', 'step2ck', 'level2ce');
const sat = fc.record({
  exam,
  on: maybe(month),
  outcome: fc.constantFrom('pass', 'fail', 'pending', 'incomplete'),
  score: maybe(fc.integer({ min: 190, max: 270 })),
});
/** A sitting that is booked may lie ahead, or be one of which nobody told the outcome. */
const booked = fc.record({
  exam,
  on: maybe(monthUntil(2027, 3)),
  outcome: fc.constant('scheduled'),
  score: fc.constant(null),
});
const attempt = fc.oneof({ weight: 4, arbitrary: sat }, { weight: 1, arbitrary: booked });
const cycle = fc.record({
  year: maybe(fc.integer({ min: 2020, max: 2027 })),
  outcome: fc.constantFrom('unmatched', 'no_rank_list', 'applying', 'prelim_only'),
  interviews: maybe(fc.integer({ min: 0, max: 8 })),
  changed: fact,
});
/** What the path must not hang on. */
export const aside = fc.record({
  registered: fact,
  pathway: fact,
  schoolVerified: fact,
  visa: fact,
  priority: maybe(fc.constantFrom('any_position', 'this_specialty')),
  life: fc.record({
    money: maybe(fc.constantFrom('tight', 'enough')),
    months: maybe(fc.integer({ min: 0, max: 12 })),
  }),
  flags: fc.array(
    fc.record({ kind: fc.constantFrom('professionalism', 'leave', 'remediation'), explained: fact }),
    { maxLength: 2 },
  ),
  answered: fc.array(fc.constantFrom('type', 'visa'), { maxLength: 2 }),
});
/** What the path must not hang on within each cycle. */
export const cycleAside = fc.record({
  programs: maybe(fc.nat(300)),
  ranked: maybe(fc.nat(9)),
  specialties: fc.array(field, { maxLength: 2 }),
  soap: maybe(fc.record({ applications: maybe(fc.nat(45)), interviews: maybe(fc.nat(3)) })),
  statement: reuse,
  letters: reuse,
});

export const profiles: fc.Arbitrary<Profile> = fc
  .tuple(
    fc.record({
      type: maybe(fc.constantFrom('us_md', 'us_do', 'us_img', 'non_us_img')),
      graduated: maybe(fc.integer({ min: 2005, max: 2027 })),
      exams: fc.array(attempt, { maxLength: 6 }),
      usMonths: maybe(fc.integer({ min: 0, max: 12 })),
      usRealistic: fact,
      strongLetters: maybe(fc.integer({ min: 0, max: 5 })),
      recentClinical: fact,
      strength: fact,
      rebuilt: fact,
      cycles: fc.array(cycle, { maxLength: 5 }),
      target: maybe(field),
      acceptable: fc.array(fc.constantFrom('family', 'emergency', 'neurosurgery'), { maxLength: 3 }),
      experience: fc.array(
        fc.record({
          kind: fc.constantFrom('hands_on', 'observing', 'clinical_work', 'research', 'other'),
          place: fc.constantFrom('us', 'elsewhere'),
          months: fc.integer({ min: 0, max: 24 }),
          until: maybe(month),
        }),
        { maxLength: 3 },
      ),
      letters: fc.array(
        fc.record({ from: fc.constantFrom('us_hands_on', 'us_other', 'elsewhere'), strong: fact }),
        { maxLength: 3 },
      ),
      strengths: fc.uniqueArray(fc.constantFrom(...strengthSchema.options), { maxLength: 2 }),
    }),
    aside,
    cycleAside,
  )
  .map(([told, more, detail]) =>
    profileSchema.parse({ ...told, ...more, cycles: told.cycles.map((one) => ({ ...detail, ...one })) }),
  );
