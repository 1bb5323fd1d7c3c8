import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { fill, slotsOf } from '#core/draft/fill.ts';
import type { Answers } from '#core/record/draft.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { examSchema } from '#core/record/profile.ts';
import { cases } from '../../depth.ts';
import { knowledge } from '../assessment/people.ts';
import { answersFor } from './people.ts';
import { faultsOf } from './prose.ts';

const NOW = Temporal.Instant.from('2026-11-27T12:00Z');
const month = fc
  .integer({ min: 0, max: 143 })
  .map((n) => `${2018 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
const day = month.map((one) => `${one}-14`);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const field = fc.constantFrom(...knowledge.specialties.specialties.map(({ id }) => id));
const words = (...all: string[]) => fc.constantFrom(...all);

const attempt = fc.record({
  exam: fc.constantFrom(...examSchema.options),
  on: maybe(fc.oneof(month, day)),
  outcome: words('pass', 'fail', 'pending', 'scheduled', 'incomplete'),
  score: maybe(fc.integer({ min: 180, max: 600 })),
});
const cycle = fc.record({
  year: maybe(fc.integer({ min: 2020, max: 2028 })),
  outcome: words(
    'applying',
    'unmatched',
    'no_rank_list',
    'prelim_only',
    'advanced_only',
    'matched',
    'withdrawn',
  ),
  interviews: fc.constant(null),
  changed: fc.constant('unknown'),
});
const work = fc.record(
  {
    kind: words('hands_on', 'observing', 'clinical_work', 'research', 'other'),
    place: words('us', 'elsewhere'),
    months: fc.integer({ min: 0, max: 40 }),
    until: maybe(month),
    from: month,
    ongoing: fc.boolean(),
    specialty: maybe(field),
    where: words('County Hospital', "St. Mary's", 'the heart clinic of State University'),
    role: words('extern', 'research assistant', 'chief extern'),
  },
  { requiredKeys: ['kind', 'place', 'months'] },
);
const told = fc.record({
  profile: fc.record({
    type: maybe(words('us_md', 'us_do', 'us_img', 'non_us_img')),
    graduated: maybe(fc.integer({ min: 2010, max: 2028 })),
    target: maybe(field),
    acceptable: fc.array(field, { maxLength: 3 }),
    usMonths: maybe(fc.integer({ min: 0, max: 12 })),
    priority: maybe(words('any_position', 'this_specialty')),
    exams: fc.array(attempt, { maxLength: 8 }),
    cycles: fc.array(cycle, { maxLength: 4 }),
    experience: fc.array(work, { maxLength: 4 }),
  }),
  letterhead: fc.record({
    name: maybe(words('Sam Rivera', 'Noor El-Amin')),
    degree: maybe(words('MD', 'D.O.', 'MBBS')),
    school: maybe(words('Dow Medical College', 'State University')),
    country: maybe(words('Pakistan')),
    aamcId: maybe(words('12345678')),
    phone: maybe(words('+1 419 555 0134')),
    mail: fc.constant(null),
  }),
  story: fc.record({
    cause: maybe(words('i studied alone', 'I had planned too little time.')),
    changes: fc.array(
      fc.record({
        what: words('timed blocks.', 'a tutor, twice a week', '- more sleep'),
        since: maybe(month),
      }),
      { maxLength: 3 },
    ),
    strengths: fc.array(words('clear handoffs', 'calm nights;', 'teaching'), { maxLength: 3 }),
    field: maybe(words('I like long talks', 'It fits me!')),
    plan: maybe(words('I will work in a clinic', 'My next step is research.')),
  }),
  practice: fc.array(
    fc.record({
      exam: fc.constantFrom(...examSchema.options),
      form: words('NBME 9', 'Free 120', 'UWSA 2'),
      score: fc.integer({ min: 60, max: 270 }),
      on: day,
    }),
    { maxLength: 4 },
  ),
  to: maybe(
    fc.record({
      kind: words('program', 'attending', 'mentor', 'resident', 'place', 'school'),
      name: words('Dr. Lee', "St. Mary's", 'Mercy Family Health'),
      program: maybe(words('County Hospital')),
      known: fc.subarray(['interviewed', 'conversation', 'rotated']),
    }),
  ),
});
const grounds: fc.Arbitrary<Grounds> = told.map((one) => groundsSchema.parse(one));
const template = fc.constantFrom(...knowledge.templates);

/** Some of the answers, or none. */
function someOf(all: Answers, chosen: readonly boolean[]): Answers {
  return Object.fromEntries(Object.entries(all).filter((_, index) => chosen[index]));
}

/** Figures in a text: what nobody may make up. */
function figuresIn(text: string): readonly string[] {
  return text.match(/\d+/g) ?? [];
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

test('whatever the record holds, a draft reads well and makes nothing up', () => {
  const source = fc.tuple(template, grounds, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }));
  fc.assert(
    fc.property(source, ([one, record, chosen]) => {
      const answers = someOf(answersFor(one), chosen);
      const { subject, body, blanks, claims } = fill(one, record, answers, knowledge, NOW);
      const slots = slotsOf(one, knowledge);
      expect(faultsOf(body), body).toEqual([]);
      expect(faultsOf(subject ?? 'A subject')).toEqual([]);
      for (const { slot, label } of blanks) {
        expect(slots[slot]?.optional).toBe(false);
        expect(`${subject}\n${body}`).toContain(`[${label}]`);
      }
      // Every figure stands in the record, in an answer, or in the template's own words.
      const names = knowledge.exams.exams.map(({ name }) => name).join(' ');
      const known = JSON.stringify([record, answers, one, names, MONTHS]);
      const years = record.profile.cycles.map(({ year }) => year).join(' ');
      for (const figure of figuresIn(body))
        expect(`${known} ${years}`, body).toMatch(new RegExp(`(?<!\\d)0?${figure}(?!\\d)`));
      // Every fact that a claim names is there.
      for (const { sentence, from, to, facts } of claims) {
        expect(body.slice(from, to)).toBe(sentence);
        for (const path of facts) expect(valueAt({ ...record, answers }, path), path).toBeTruthy();
      }
      // A sentence that says what happened to the writer rests on a fact, or shows its blank.
      for (const line of body.match(/[^.!?\n]+/g) ?? []) {
        if (
          !/\bI (?:failed|passed|did not match|matched|graduated|worked|have worked|will retake)\b/.test(line)
        )
          continue;
        if (line.includes('[') || /cause|answers/.test(line)) continue;
        expect(
          claims.some(({ sentence }) => sentence.includes(line.trim())),
          line,
        ).toBe(true);
      }
    }),
    cases(400),
  );
});

test('an exam, a season and a result are named only where the record holds them', () => {
  fc.assert(
    fc.property(template, grounds, (one, record) => {
      const { body } = fill(one, record, answersFor(one), knowledge, NOW);
      const has = (outcome: string): boolean => record.profile.exams.some((each) => each.outcome === outcome);
      const text = body.replace(/\[[^\]]*\]/g, '');
      if (!has('fail')) expect(text).not.toMatch(/\b(?:I|and) failed\b/);
      if (!has('pass')) expect(text).not.toMatch(/\bpassed\b/);
      if (!has('scheduled')) expect(text).not.toMatch(/\bwill retake\b/);
      const isOver = record.profile.cycles.some(
        ({ outcome }) => outcome === 'unmatched' || outcome === 'no_rank_list',
      );
      if (!isOver) expect(text).not.toMatch(/\bdid not match\b/);
      if (record.practice.length === 0) expect(text).not.toMatch(/practice score/);
    }),
    cases(400),
  );
});

function valueAt(all: object, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  return keys.reduce<unknown>((value, key) => Reflect.get(Object(value), key), all);
}
