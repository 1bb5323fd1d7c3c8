import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Applicant, newApplicant } from '#core/record/applicant.ts';
import { examSchema } from '#core/record/profile.ts';
import type { Happened, Study } from '#core/record/study.ts';
import { withEntry } from '#core/study/log.ts';

export const FIRST = '2026-06-01T10:00:00Z';
const NOBODY = newApplicant('applicant1', { platform: 'discord', user: '1', address: null }, FIRST);

/** A log in which these things happened, six hours apart. The n-th entry is `entry00000n`. */
export function logOf(all: readonly Happened[], person: Applicant = NOBODY): Study {
  let count = 0;
  const newId = () => {
    count += 1;
    return idOf(count);
  };
  const start = Temporal.Instant.from(FIRST);
  return all.reduce(
    (one, what, index) => withEntry(one, what, start.add({ hours: 6 * index }), newId),
    person,
  ).study;
}

function idOf(place: number): string {
  return `entry${String(place).padStart(6, '0')}`;
}

/** Around the days on which the log was written. */
const day = fc
  .integer({ min: -20, max: 300 })
  .map((days) => Temporal.PlainDate.from('2026-06-01').add({ days }).toString());
const exam = fc.constantFrom(...examSchema.options);
/** What people type: accents, right to left, pictograms, control characters, nothing that could be broken into lines. */
export const HOSTILE = [
  'Dr. José Müller-Østergård',
  'مرحبا بكم د. لي',
  'ד״ר לי',
  '👩🏽‍⚕️ Dr. Lee 🎉',
  'Dr.\u0000 \u0007Lee\u202e eeL\u2066',
  'x'.repeat(200),
  'office difficult affluent',
  '李医生',
  '<b>&amp;</b> ** {{who}} $& \\n',
  'e\u0301\u0301\u0301\u0301\u0301 ạ̈',
];
const words = (most: number) =>
  fc
    .oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: most }))
    .map((text) => text.slice(0, most).trim() || 'x');

const answer = fc.constantFrom<('done' | 'partly' | 'not' | 'excused' | 'missed')[]>(
  'done',
  'partly',
  'not',
  'excused',
  'missed',
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** Anything that can happen; `length` is that of the log, so that earlier entries can be withdrawn. */
const happened = (length: number): fc.Arbitrary<Happened> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('routine' as const),
      routine: fc.record({
        exam,
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 })).map((days) => days.toSorted()),
        time: fc.constant('19:00'),
        hours: fc.integer({ min: 2, max: 200 }).map((half) => half / 2),
        from: day,
      }),
    }),
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('check' as const),
        check: fc.record({
          on: day,
          answer,
          hours: maybe(fc.integer({ min: 0, max: 48 }).map((half) => half / 2)),
          blocks: maybe(fc.integer({ min: 0, max: 40 })),
          percent: maybe(fc.integer({ min: 0, max: 100 })),
        }),
      }),
    },
    fc.record({
      kind: fc.constant('score' as const),
      score: fc.record({
        exam,
        form: fc.oneof(fc.constantFrom('NBME 12', 'UWSA 2', 'Free 120'), words(40)),
        score: fc.integer({ min: 0, max: 999 }),
        on: day,
      }),
    }),
    fc.record({ kind: fc.constant('oversight' as const), on: day, who: words(60), what: words(200) }),
    fc.record({
      kind: fc.constant('agreement' as const),
      agreement: fc.record({
        exam,
        sits: day,
        decides: day,
        latest: fc.integer({ min: 1, max: 5 }),
        line: fc.integer({ min: 1, max: 999 }),
        weeks: fc.constant(null),
      }),
    }),
    fc.record({
      kind: fc.constant('withdrawn' as const),
      entry: fc.integer({ min: 1, max: Math.max(length, 1) }).map(idOf),
    }),
  );

/** A log of some length with anything in it. */
export const logs = (most = 60): fc.Arbitrary<Study> =>
  fc
    .integer({ min: 1, max: most })
    .chain((length) => fc.array(happened(length), { minLength: length, maxLength: length }))
    .map((all) => logOf(all));
