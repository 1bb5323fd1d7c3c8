import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readings } from '#core/reading/readings.ts';
import { type Profile, profileSchema, strengthSchema } from '#core/record/profile.ts';
import { cases } from '../../depth.ts';
import { knowledge, NOW } from './people.ts';

const fact = fc.constantFrom('yes', 'no', 'unknown');
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const field = fc.constantFrom(
  'internal',
  'family',
  'psychiatry',
  'surgery',
  'emergency',
  'dermatology',
  'prelim_ty',
);
const fields = fc.uniqueArray(field, { maxLength: 3 });
const month = fc
  .integer({ min: 2018 * 12, max: 2026 * 12 + 9 })
  .map((n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
const reuse = fc.constantFrom('tailored', 'recycled', 'unknown');

const cycle = fc.record({
  year: maybe(fc.integer({ min: 2024, max: 2027 })),
  outcome: fc.constantFrom('unmatched', 'no_rank_list', 'applying', 'prelim_only', 'matched'),
  interviews: maybe(fc.integer({ min: 0, max: 5 })),
  changed: fact,
  specialties: fields,
  programs: maybe(fc.integer({ min: 0, max: 200 })),
  ranked: maybe(fc.integer({ min: 0, max: 5 })),
  soap: maybe(
    fc.record({
      applications: maybe(fc.integer({ min: 0, max: 45 })),
      interviews: maybe(fc.integer({ min: 0, max: 3 })),
      specialties: fields,
    }),
  ),
  statement: reuse,
  letters: reuse,
});
const profiles: fc.Arbitrary<Profile> = fc
  .record({
    type: maybe(fc.constantFrom('us_md', 'us_do', 'us_img', 'non_us_img')),
    graduated: maybe(fc.integer({ min: 2014, max: 2026 })),
    exams: fc.array(
      fc.record({
        exam: fc.constantFrom('step1', 'step2ck'),
        on: maybe(month),
        outcome: fc.constantFrom('pass', 'fail', 'pending', 'scheduled', 'incomplete'),
        score: maybe(fc.integer({ min: 195, max: 265 })),
      }),
      { maxLength: 4 },
    ),
    usMonths: maybe(fc.integer({ min: 0, max: 4 })),
    strongLetters: maybe(fc.integer({ min: 0, max: 3 })),
    recentClinical: fact,
    strength: fact,
    cycles: fc.uniqueArray(cycle, { maxLength: 3, selector: ({ year }) => year }),
    target: maybe(fc.oneof(field, fc.constant('nonsense'))),
    acceptable: fields,
    visa: fact,
    experience: fc.array(
      fc.record({
        kind: fc.constantFrom('hands_on', 'observing', 'clinical_work', 'research', 'other'),
        place: fc.constantFrom('us', 'elsewhere'),
        months: fc.integer({ min: 0, max: 6 }),
        until: maybe(month),
        specialty: maybe(field),
      }),
      { maxLength: 3 },
    ),
    letters: fc.array(
      fc.record({
        from: fc.constantFrom('us_hands_on', 'us_other', 'elsewhere'),
        specialty: maybe(field),
        strong: fact,
        year: maybe(fc.integer({ min: 2020, max: 2026 })),
      }),
      { maxLength: 3 },
    ),
    flags: fc.array(
      fc.record({ kind: fc.constantFrom('professionalism', 'leave', 'remediation'), explained: fact }),
      { maxLength: 3 },
    ),
    strengths: fc.uniqueArray(fc.constantFrom(...strengthSchema.options), { maxLength: 3 }),
    priority: maybe(fc.constantFrom('any_position', 'this_specialty')),
    life: fc.record({ money: fc.constant(null), months: maybe(fc.integer({ min: 0, max: 12 })) }),
    answered: fc.subarray(['flags', 'strengths']),
  })
  .map((told) => profileSchema.parse(told));

const read = (profile: Profile) => readings(profile, knowledge, NOW);

/** What the data say against a person, by the reading that says it. */
function harms(profile: Profile): string[] {
  const { autopsy, pillars, programsEye, coherence } = read(profile);
  const found = [
    ...autopsy.parts.flatMap(({ id, findings }) => findings.map((one) => ({ ...one, at: id }))),
    ...pillars.pillars.flatMap(({ id, findings }) => findings.map((one) => ({ ...one, at: id }))),
  ];
  return [
    ...found.filter(({ tone }) => tone === 'harms').map(({ at, id }) => `${at}.${id}`),
    ...(programsEye?.modifiers ?? [])
      .filter(({ kind, state }) => kind === 'harms' && state === 'has')
      .map(({ id }) => `eye.${id}`),
    ...coherence.clashes.map(({ id }) => `clash.${id}`),
  ];
}

const everyCycle = (
  profile: Profile,
  change: (one: Profile['cycles'][number]) => Profile['cycles'][number],
) => ({
  ...profile,
  cycles: profile.cycles.map(change),
});
const more = (number: number | null): number | null => (number === null ? null : number + 1);

test.each<[string, (profile: Profile) => Profile]>([
  ['graduated a year later', (p) => ({ ...p, graduated: more(p.graduated) })],
  ['a month more in the US', (p) => ({ ...p, usMonths: more(p.usMonths) })],
  ['one more strong letter', (p) => ({ ...p, strongLetters: more(p.strongLetters) })],
  ['works with patients', (p) => ({ ...p, recentClinical: 'yes' })],
  [
    'explains every flag',
    (p) => ({ ...p, flags: p.flags.map((flag) => ({ ...flag, explained: 'yes' as const })) }),
  ],
  [
    'one more interview, ranked',
    (p) =>
      everyCycle(p, (c) =>
        // Without a rank list one more interview is one more that was not ranked.
        c.outcome === 'no_rank_list' ? c : { ...c, interviews: more(c.interviews), ranked: more(c.ranked) },
      ),
  ],
  [
    'ranked every place',
    (p) =>
      everyCycle(p, (c) => ({
        ...c,
        ranked: c.ranked === null ? null : Math.max(c.ranked, c.interviews ?? 0),
      })),
  ],
  [
    'one more interview in SOAP',
    (p) =>
      everyCycle(p, (c) => ({ ...c, soap: c.soap && { ...c.soap, interviews: more(c.soap.interviews) } })),
  ],
  ['a statement written for it', (p) => everyCycle(p, (c) => ({ ...c, statement: 'tailored' }))],
  ['letters chosen for it', (p) => everyCycle(p, (c) => ({ ...c, letters: 'tailored' }))],
  [
    'passed the open exam, strongly',
    (p) => ({ ...p, exams: [...p.exams, { exam: 'step2ck', on: '2026-11', outcome: 'pass', score: 265 }] }),
  ],
  [
    'named every strength but commitment',
    (p) => ({ ...p, strengths: strengthSchema.options.filter((s) => s !== 'commitment') }),
  ],
])('better data never adds anything harmful: %s', (_, improve) => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const before = harms(profile);
      const after = harms(improve(profile));
      expect(after.length, `${before} -> ${after}`).toBeLessThanOrEqual(before.length);
    }),
    cases(40),
  );
});

/** Answers taken back. A list is taken back with the short answer that stands for it. */
const ERASURES: readonly (readonly [string, (profile: Profile) => Profile, clashes: boolean])[] = [
  ['type', (p) => ({ ...p, type: null }), true],
  ['graduation', (p) => ({ ...p, graduated: null }), true],
  ['exams', (p) => ({ ...p, exams: [] }), true],
  ['work', (p) => ({ ...p, usMonths: null, recentClinical: 'unknown', experience: [] }), false],
  ['letters', (p) => ({ ...p, strongLetters: null, letters: [] }), false],
  ['cycles', (p) => ({ ...p, cycles: [] }), true],
  ['interviews', (p) => everyCycle(p, (c) => ({ ...c, interviews: null })), true],
  ['ranked', (p) => everyCycle(p, (c) => ({ ...c, ranked: null })), true],
  ['SOAP', (p) => everyCycle(p, (c) => ({ ...c, soap: null })), true],
  ['statement', (p) => everyCycle(p, (c) => ({ ...c, statement: 'unknown' })), true],
  ['letters sent', (p) => everyCycle(p, (c) => ({ ...c, letters: 'unknown' })), true],
  ['target', (p) => ({ ...p, target: null }), true],
  ['flags', (p) => ({ ...p, flags: [], answered: [] }), true],
  ['visa', (p) => ({ ...p, visa: 'unknown' }), true],
];

test.each(ERASURES)('an answer taken back never counts against anyone: %s', (_, erase, clashes) => {
  fc.assert(
    fc.property(profiles, (profile) => {
      // What a whole history leads to may change when a part of it is taken back: those comparisons are the exception.
      const about = (id: string): boolean =>
        clashes || !/^clash\.(soap_history|commitment)|^eye\.off_history|^story\.clashes/.test(id);
      const before = harms(profile);
      expect(harms(erase(profile)).filter((id) => about(id) && !before.includes(id))).toEqual([]);
    }),
    cases(40),
  );
});

test('the order in which things were told does not matter', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      // Two cycles of one year that differ in one answer only are the hardest to tell apart.
      const twins = profile.cycles.flatMap((one) => [one, { ...one, letters: 'recycled' as const }]);
      const turned: Profile = {
        ...profile,
        exams: profile.exams.toReversed(),
        acceptable: profile.acceptable.toReversed(),
        experience: profile.experience.toReversed(),
        letters: profile.letters.toReversed(),
        flags: profile.flags.toReversed(),
        strengths: profile.strengths.toReversed(),
        answered: profile.answered.toReversed(),
        cycles: twins.toReversed().map((one) => ({
          ...one,
          specialties: one.specialties.toReversed(),
          soap: one.soap && { ...one.soap, specialties: one.soap.specialties.toReversed() },
        })),
      };
      expect(read(turned)).toEqual(read({ ...profile, cycles: twins }));
    }),
    cases(40),
  );
});

const PLACE_RANK = ['open', 'depends', 'very_hard', 'off_table'];

test('without its failed attempts no field is further away', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const passed = profile.exams.map((one) => ({
        ...one,
        outcome: 'pass' as const,
        score: 265,
        on: '2026-01',
      }));
      const places = (one: Profile) =>
        new Map(
          read(one).realism.groups.flatMap(({ place, fields: all }) => all.map(({ id }) => [id, place])),
        );
      const before = places(profile);
      for (const [id, place] of places({ ...profile, exams: passed })) {
        const was = PLACE_RANK.indexOf(before.get(id) ?? '');
        if (was >= 0) expect(PLACE_RANK.indexOf(place), id).toBeLessThanOrEqual(was);
      }
    }),
    cases(40),
  );
});

test('a number is never shown as a chance, and no blank stays open', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      expect(JSON.stringify(read(profile))).not.toMatch(
        /%|percent|\bodds\b|\bchances?\b|probab|\{\{|undefined|NaN/i,
      );
    }),
    cases(40),
  );
});
