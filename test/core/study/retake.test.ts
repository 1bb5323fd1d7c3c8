import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import type { Attempt, Exam } from '#core/record/profile.ts';
import { retakeOf, stepThree } from '#core/study/retake.ts';
import { cases } from '../../depth.ts';
import { ck, knowledge, person, step1 } from '../assessment/people.ts';
import { daysOf, firstLegalDay, isComlexLegal, isUsmleLegal, lastDayOfSeven } from './rules.ts';

const TODAY = '2026-11-22';
const NOW = Temporal.Instant.from(`${TODAY}T12:00:00Z`);
const settings = { zone: 'UTC' };

/** A day up to `years` back; month ends and leap days often enough. */
const dayBack = (years: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: years * 365 }).map(daysBack) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('2024-02-29', '2025-08-31', '2026-05-31', '2025-11-30', '2026-08-31'),
    },
  );
const daysBack = (days: number): string => Temporal.PlainDate.from(TODAY).subtract({ days }).toString();

const dated = fc.tuple(dayBack(3), fc.boolean()).map(([day, isMonth]) => (isMonth ? day.slice(0, 7) : day));
const sitting = (exam: Exam): fc.Arbitrary<Attempt> =>
  fc.record({
    exam: fc.constant(exam),
    on: dated,
    outcome: fc.constantFrom<Attempt['outcome'][]>('fail', 'fail', 'fail', 'incomplete'),
    score: fc.constant(null),
  });
const history = (exam: Exam): fc.Arbitrary<readonly Attempt[]> =>
  fc
    .tuple(
      fc.array(sitting(exam), { minLength: 0, maxLength: 5 }),
      // Whatever else happened, one failure makes it an exam to sit again.
      sitting(exam).map((one): Attempt => ({ ...one, outcome: 'fail' })),
    )
    .map(([some, failed]) => [...some, failed]);

/** Every reading of months as days: the first, the last, and one in between. */
function readings(all: readonly Attempt[]): readonly (readonly string[])[] {
  return all.reduce<readonly (readonly string[])[]>(
    (before, { on }) => {
      const days = daysOf(on ?? '');
      const some = [...new Set([days[0], days[Math.floor(days.length / 2)], days.at(-1)])];
      return before.flatMap((one) => some.flatMap((day) => (day === undefined ? [] : [[...one, day]])));
    },
    [[]],
  );
}

describe.each([
  { family: 'USMLE', exam: 'step2ck' as const, isLegal: isUsmleLegal },
  { family: 'COMLEX', exam: 'level2ce' as const, isLegal: isComlexLegal },
])('$family', ({ exam, isLegal }) => {
  test('attempts left and the first legal day, over random histories', () => {
    fc.assert(
      fc.property(history(exam), (exams) => {
        const found = retakeOf({ profile: person({ exams: [...exams] }), settings }, knowledge, NOW);
        if (exams.length >= 4) {
          expect(found).toMatchObject({ kind: 'exhausted', exam });
          return;
        }
        // Where only a month is known, no day may be named that one of its days forbids.
        const days = readings(exams).map((sat) => firstLegalDay((day) => isLegal(sat, day), TODAY));
        expect(found).toMatchObject({ kind: 'open', used: exams.length, left: 4 - exams.length });
        expect(found.kind === 'open' && found.earliest?.toString()).toBe(days.toSorted().at(-1));
      }),
      cases(600),
    );
  });
});

test('three in twelve months follows from what is said about the fourth: no history needs it by itself', () => {
  const sat = fc.array(dayBack(2), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(sat, (days) => {
      const first = firstLegalDay((day) => isUsmleLegal(days, day), TODAY) ?? '';
      const found = retakeOf(
        { profile: person({ exams: days.map((on) => ck('fail', null, on)) }), settings },
        knowledge,
        NOW,
      );
      const legal = found.kind === 'open' ? (found.earliest?.toString() ?? '') : '';
      const window = [...days, legal]
        .toSorted()
        .filter((on) => on > legal.replace(/^\d+/, (year) => String(Number(year) - 1)));
      expect(legal).toBe(first);
      expect(window.length).toBeLessThanOrEqual(3);
    }),
    cases(200),
  );
});

test('a missing date of an attempt that decides leaves the day open, and one that does not decide leaves it legal', () => {
  const at = (...on: (string | null)[]) =>
    retakeOf(
      { profile: person({ exams: on.map((day) => ck('fail', null, day)) }), settings },
      knowledge,
      NOW,
    );
  expect(at('2026-01', null, '2026-05')).toMatchObject({ kind: 'open', left: 1, earliest: null });
  expect(at('2026-01', null)).toMatchObject({ kind: 'open', left: 2, isAhead: false });
});

test('what there is to sit: nothing, something else first, or nothing any more', () => {
  const at = (...exams: Attempt[]) => retakeOf({ profile: person({ exams }), settings }, knowledge, NOW);
  expect(at()).toEqual({ kind: 'none' });
  expect(at(step1, ck('pass', 230))).toEqual({ kind: 'none' });
  expect(at(step1, ck('pending', null, '2026-11'))).toMatchObject({ kind: 'awaited', exam: 'step2ck' });
  const used = ['2023-01', '2023-06', '2024-02', '2025-01'].map(
    (on): Attempt => ({ ...step1, on, outcome: 'fail' }),
  );
  // Four at one Step close every Step, and no level of COMLEX.
  expect(at(...used, ck('scheduled', null, '2027-03'))).toMatchObject({ kind: 'exhausted', exam: 'step1' });
  expect(at(...used, { exam: 'level2ce', on: '2026-06', outcome: 'fail', score: 380 })).toMatchObject({
    kind: 'open',
    exam: 'level2ce',
  });
});

describe("ECFMG's seven years", () => {
  const passes = (exam: Exam) =>
    fc.array(
      dayBack(10).map((on): Attempt => ({ exam, on, outcome: 'pass', score: null })),
      { maxLength: 2 },
    );

  const pass = (exam: Exam, on: string): Attempt => ({ exam, on, outcome: 'pass', score: null });
  /** The other exam on the last day, a day before, or a day too late. */
  const onTheEdge = fc
    .tuple(fc.integer({ min: 8 * 365, max: 10 * 365 }).map(daysBack), fc.constantFrom(-1, 0, 1), fc.boolean())
    .map(([older, by, isStep1]): readonly Attempt[][] => {
      const newer = Temporal.PlainDate.from(lastDayOfSeven(older)).add({ days: by }).toString();
      return [[pass('step1', isStep1 ? older : newer)], [pass('step2ck', isStep1 ? newer : older)]];
    });
  const histories = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(passes('step1'), passes('step2ck')) },
    { weight: 1, arbitrary: onTheEdge },
  );

  test('over random passes, read day by day', () => {
    fc.assert(
      fc.property(histories, ([first = [], second = []]) => {
        const exams = [...first, ...second];
        const { seven_years: state, seven_years_by: by } = sevenYearFacts(
          person({ type: 'non_us_img', exams }),
          knowledge.exams,
          Temporal.PlainDate.from(TODAY),
        );
        const pairs = first.flatMap((one) => second.map((two) => [one.on ?? '', two.on ?? ''].toSorted()));
        if (pairs.length > 0) {
          const isIn = pairs.some(([older = '', newer = '']) => newer <= lastDayOfSeven(older));
          expect(state).toBe(isIn ? 'ok' : 'over');
          return;
        }
        const latest = exams
          .map(({ on }) => on ?? '')
          .toSorted()
          .at(-1);
        if (latest === undefined) {
          expect(state).toBeNull();
          return;
        }
        const last = lastDayOfSeven(latest);
        expect(by).toBe(last);
        expect(state === 'over').toBe(TODAY > last);
      }),
      cases(600),
    );
  });
});

describe('Step 3', () => {
  const booked: Attempt = { exam: 'step3', on: '2027-05', outcome: 'scheduled', score: null };
  test.each([
    { who: 'CK is still open', told: { exams: [step1, booked] }, waits: true },
    {
      who: 'from abroad, no certificate',
      told: { type: 'non_us_img', exams: [step1, ck('pass', 250), booked] },
      waits: true,
    },
    {
      who: 'certificate, an H-1B may be wanted',
      told: { type: 'non_us_img', certificate: 'yes', visa: 'yes', exams: [step1, ck('pass', 225), booked] },
      waits: false,
      says: 'H-1B',
    },
    {
      who: 'a low CK',
      told: { type: 'us_md', exams: [step1, ck('pass', 225), booked] },
      waits: false,
      says: 'bare pass',
    },
    {
      who: 'a good CK',
      told: { type: 'us_md', exams: [step1, ck('pass', 250), booked] },
      waits: false,
      says: 'good Step 3',
    },
  ] as const)('$who', ({ told, waits, ...rest }) => {
    const profile = person({ ...told, exams: [...told.exams] });
    const found = retakeOf({ profile, settings }, knowledge, NOW);
    if (found.kind !== 'open') throw new Error('nothing to sit');
    const advice = stepThree({ profile }, found, knowledge, NOW);
    expect(advice?.waits).toBe(waits);
    if ('says' in rest) expect(advice?.says).toContain(rest.says);
  });
});
