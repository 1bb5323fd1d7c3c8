import fc from 'fast-check';
import { toString as flatten } from 'mdast-util-to-string';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isoOf, readDay } from '#core/etiquette/days.ts';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import type { Check, Routine } from '#core/record/study.ts';
import { withStudy } from '#core/reminders/study.ts';
import { inARow, studyDays } from '#core/study/days.ts';
import { firstBroken, withEntry } from '#core/study/log.ts';
import { cases } from '../../depth.ts';
import { knowledge } from '../assessment/people.ts';
import { Walker } from './walker.ts';

/** Zones whose clocks change within the weeks that are walked, by an hour, half an hour or not at all. */
const ZONES = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
const STARTS = ['2026-10-12', '2026-11-30', '2027-03-01', '2027-03-22', '2028-02-21'];

type Act =
  | {
      readonly kind: 'agree';
      readonly days: readonly number[];
      readonly hours: number;
      readonly time: string;
    }
  | { readonly kind: 'answer'; readonly back: number; readonly answer: Check['answer'] }
  | { readonly kind: 'away'; readonly from: number; readonly length: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'pauseUntil'; readonly days: number }
  | { readonly kind: 'score' }
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'quiet'; readonly quiet: Applicant['settings']['quiet'] };

const time = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const agree: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('agree'),
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  hours: fc.integer({ min: 1, max: 40 }),
  time,
});
const lived: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      back: fc.integer({ min: -2, max: 6 }),
      answer: fc.constantFrom('done', 'partly', 'not', 'excused'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('away'),
      from: fc.integer({ min: -3, max: 6 }),
      length: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ kind: 'pause' }, { kind: 'resume' }, { kind: 'score' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pauseUntil'), days: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 2, arbitrary: agree },
);
const moved: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: lived },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('zone'), zone: fc.constantFrom(...ZONES) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('quiet'),
      quiet: fc.option(fc.tuple(time, time).map(([from, to]) => ({ from, to }))),
    }),
  },
);
const story = (act: fc.Arbitrary<Act>) =>
  fc.record({
    zone: fc.constantFrom(...ZONES),
    start: fc.constantFrom(...STARTS),
    first: agree,
    acts: fc.array(fc.tuple(fc.integer({ min: 5, max: 2500 }), act), { minLength: 8, maxLength: 30 }),
  });

function act(one: Walker, what: Act): void {
  const today = localDay(one, one.now);
  const day = (days: number): string => today.add({ days }).toString();
  switch (what.kind) {
    case 'agree':
      one.agree({ days: [...what.days], hours: what.hours, time: what.time });
      return;
    case 'answer':
      one.answer(day(-what.back), what.back < 0 ? 'excused' : what.answer);
      return;
    case 'away': {
      const span = { from: day(what.from), until: day(what.from + what.length) };
      one.change((person) => ({
        ...person,
        study: { ...person.study, away: [...person.study.away, span].slice(-40) },
      }));
      return;
    }
    case 'pause':
      one.set({ paused: true, pausedUntil: null, resumedAt: null });
      return;
    case 'resume':
      one.set({ paused: false, pausedUntil: null, resumedAt: one.now.toString() });
      return;
    case 'pauseUntil':
      one.set({ paused: false, pausedUntil: day(what.days), resumedAt: null });
      return;
    case 'score':
      one.log({
        kind: 'score',
        score: { exam: 'step2ck', form: 'NBME 12', score: 221, on: today.toString() },
      });
      return;
    case 'zone':
      one.set({ zone: what.zone });
      return;
    case 'quiet':
      one.set({ quiet: what.quiet });
      return;
    default:
      what satisfies never;
  }
}

const zoneOf = ({ person }: Walker): string => person.settings.zone ?? 'UTC';
const localDay = (one: Walker, at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO(zoneOf(one)).toPlainDate();
const localWall = (one: Walker): string =>
  one.now.toZonedDateTimeISO(zoneOf(one)).toPlainDateTime().toString({ smallestUnit: 'minute' });
const isAway = ({ study }: Applicant, on: string): boolean =>
  study.away.some(({ from, until }) => from <= on && on <= until);

// What follows was written from the promises alone, day by day, and uses nothing of what it checks.

/** Everything that counts in the log, as it was written down. */
function counting({ study }: Applicant) {
  const gone = study.log.flatMap(({ what }) => (what.kind === 'withdrawn' ? [what.entry] : []));
  return study.log.filter(({ id }) => !gone.includes(id));
}

function routinesIn(person: Applicant): readonly Routine[] {
  return counting(person).flatMap(({ what }) => (what.kind === 'routine' ? [what.routine] : []));
}

function answersIn(person: Applicant): ReadonlyMap<string, Check['answer']> {
  const found = new Map<string, Check['answer']>();
  for (const { what } of counting(person))
    if (what.kind === 'check') found.set(what.check.on, what.check.answer);
  return found;
}

/** Which of the routines a day belongs to. */
function agreedFor(routines: readonly Routine[], on: string): Routine | null {
  let holds: Routine | null = null;
  for (const one of routines) if (one.from <= on) holds = one;
  return holds;
}

/** When a day is asked about, if its weekday is one of the routine's. */
function hourOf(routine: Routine | null, on: string, zone: string): Temporal.Instant | null {
  const day = Temporal.PlainDate.from(on);
  if (!routine?.days.includes(day.dayOfWeek)) return null;
  return day.toZonedDateTime({ timeZone: zone, plainTime: routine.time }).toInstant();
}

/** The days that have to be asked about after `from` and up to `until`, while nothing but time passes. */
function expected(one: Walker, from: Temporal.Instant, until: Temporal.Instant): readonly string[] {
  const { person } = one;
  const { paused, pausedUntil } = person.settings;
  if (paused) return [];
  const zone = zoneOf(one);
  const quietEnd = pausedUntil
    ? Temporal.PlainDate.from(pausedUntil).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant()
    : null;
  const days: string[] = [];
  for (let day = localDay(one, from).subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    const on = day.toString();
    if (Temporal.PlainDate.compare(day, localDay(one, until)) > 0) return days;
    const at = hourOf(agreedFor(routinesIn(person), on), on, zone);
    const isIn = at && Temporal.Instant.compare(at, from) > 0 && Temporal.Instant.compare(at, until) <= 0;
    const isPaused = at && quietEnd && Temporal.Instant.compare(at, quietEnd) < 0;
    const isAsked = one.sent.some((sent) => sent.kind === 'check' && sent.on === on);
    if (isIn && !isPaused && !isAway(person, on) && !answersIn(person).has(on) && !isAsked) days.push(on);
  }
}

/** Kept days in a row up to the end, counted forwards. */
function run(person: Applicant, until: string): number {
  const answers = answersIn(person);
  let count = 0;
  for (const on of [...answers.keys()].toSorted().filter((one) => one <= until)) {
    const answer = answers.get(on);
    if (answer === 'done' || answer === 'partly') count += 1;
    if ((answer === 'not' || answer === 'missed') && !isAway(person, on)) count = 0;
  }
  return count;
}

const textOf = (one: Walker['sent'][number]): string =>
  one.reply.flatMap((part) => (part.kind === 'text' ? part.body.map((node) => flatten(node)) : [])).join(' ');
const asks = (one: Walker) => one.sent.filter(({ kind }) => kind === 'check');

function mondayOf(on: string): string {
  const day = Temporal.PlainDate.from(on);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

/** What holds after each act, whatever it was. */
function alwaysHolds(one: Walker): void {
  const { person } = one;
  expect(withStudy(person, knowledge, one.now, one.newId)).toBe(person);
  expect(applicantSchema.safeParse(person).error).toBeUndefined();
  const on = asks(one).map((sent) => sent.on);
  expect(new Set(on).size).toBe(on.length);
  const weeks = one.sent.flatMap((sent) => (sent.kind === 'studyweek' ? [mondayOf(sent.on)] : []));
  expect(new Set(weeks).size).toBe(weeks.length);
  const ahead = person.reminders.filter(
    ({ state, about, at }) => state.kind === 'waiting' && about.kind === 'check' && at > localWall(one),
  );
  expect(ahead.length).toBeLessThan(2);
  const today = localDay(one, one.now).toString();
  expect(inARow(studyDays(person), readDay(today), 'kept')).toBe(run(person, today));
}

test('each day that the routine asks about is asked about once at its hour, and no other', () => {
  fc.assert(
    fc.property(story(lived), ({ zone, start, first, acts }) => {
      const one = new Walker(zone, `${start}T10:07`);
      act(one, first);
      for (const [minutes, what] of acts) {
        const [from, until] = [one.now, one.now.add({ minutes })];
        const wanted = expected(one, from, until);
        const before = asks(one).length;
        one.pass(until);
        const asked = asks(one).slice(before);
        expect(asked.map(({ on }) => on)).toEqual(wanted);
        for (const { on, at } of asked) {
          const hour = hourOf(agreedFor(routinesIn(one.person), on), on, zone);
          expect(at.toString()).toBe(hour?.toString());
        }
        act(one, what);
        alwaysHolds(one);
      }
      expect(firstBroken(one.person.study)).toBeNull();
    }),
    cases(60),
  );
});

test('in any zone and with any quiet hours, no day is asked about twice, none while away, none in a pause', () => {
  fc.assert(
    fc.property(story(moved), ({ zone, start, first, acts }) => {
      const one = new Walker(zone, `${start}T10:07`);
      act(one, first);
      for (const [minutes, what] of acts) {
        const before = one.sent.length;
        const { paused } = one.person.settings;
        one.pass(one.now.add({ minutes }));
        const fresh = one.sent.slice(before);
        if (paused) expect(fresh).toEqual([]);
        for (const { on } of fresh) expect(isAway(one.person, on)).toBe(false);
        act(one, what);
        alwaysHolds(one);
      }
    }),
    cases(60),
  );
});

test('what was missed was asked about, and is spoken of exactly once', () => {
  fc.assert(
    fc.property(story(lived), ({ zone, start, first, acts }) => {
      const one = new Walker(zone, `${start}T10:07`);
      act(one, first);
      const missed: string[] = [];
      for (const [minutes, what] of acts) {
        const before = one.person.study.log.length;
        one.pass(one.now.add({ minutes }));
        for (const { what: logged } of one.person.study.log.slice(before))
          if (logged.kind === 'check') missed.push(logged.check.on);
        act(one, what);
      }
      const spoken = asks(one).filter((sent) => textOf(sent).includes('I heard nothing'));
      expect(spoken).toHaveLength(missed.length);
      for (const on of missed) expect(asks(one).map((sent) => sent.on)).toContain(on);
    }),
    cases(40),
  );
});

test('a day that is let go, wherever it lies, changes no run', () => {
  const answered = fc.uniqueArray(fc.tuple(fc.nat(60), fc.constantFrom('done', 'partly', 'not', 'missed')), {
    selector: ([day]) => day,
    maxLength: 30,
  });
  fc.assert(
    fc.property(answered, fc.nat(60), fc.nat(60), (all, excused, until) => {
      fc.pre(!all.some(([day]) => day === excused));
      const first = readDay('2026-11-30');
      const one = new Walker('UTC', '2026-11-30T10:00');
      const logged = (person: Applicant, day: number, answer: string): Applicant => {
        const check = {
          on: isoOf(first + day),
          answer: answer as Check['answer'],
          hours: null,
          blocks: null,
          percent: null,
        };
        return withEntry(person, { kind: 'check', check }, one.now, one.newId);
      };
      const person = all.reduce((before, [day, answer]) => logged(before, day, answer), one.person);
      const more = logged(person, excused, 'excused');
      for (const standing of ['kept', 'hard'] as const)
        expect(inARow(studyDays(more), first + until, standing)).toBe(
          inARow(studyDays(person), first + until, standing),
        );
    }),
    cases(150),
  );
});

test('what was agreed on for the next seven days is never made easier', () => {
  const change = fc.tuple(fc.integer({ min: 5, max: 4000 }), agree);
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      agree,
      fc.array(change, { maxLength: 12 }),
      (zone, first, changes) => {
        const one = new Walker(zone, '2026-11-30T10:07');
        act(one, first);
        for (const [minutes, what] of changes) {
          one.pass(one.now.add({ minutes }));
          const before = dealAt(one);
          const today = localDay(one, one.now);
          const promised = Array.from({ length: 7 }, (_, index) => today.add({ days: index }).toString())
            .map((on) => ({ on, routine: agreedFor(before, on) }))
            .filter(({ on, routine }) => {
              const at = hourOf(routine, on, zone);
              return at !== null && Temporal.Instant.compare(at, one.now) > 0;
            });
          act(one, what);
          for (const { on, routine } of promised) {
            const after = agreedFor(routinesIn(one.person), on);
            expect(after?.days).toContain(Temporal.PlainDate.from(on).dayOfWeek);
            expect(after?.hours).toBeGreaterThanOrEqual(routine?.hours ?? 0);
          }
        }
      },
    ),
    cases(150),
  );
});

/** The routines under which a check has come already: the others may still be changed freely. */
function dealAt(one: Walker): readonly Routine[] {
  return routinesIn(one.person).filter((routine) => {
    for (
      let day = Temporal.PlainDate.from(routine.from), left = 7;
      left > 0;
      left -= 1, day = day.add({ days: 1 })
    ) {
      const at = hourOf(routine, day.toString(), zoneOf(one));
      if (at) return Temporal.Instant.compare(at, one.now) <= 0;
    }
    return false;
  });
}
