import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Attempt } from '#core/record/profile.ts';
import { EMPTY_STUDY, type Study } from '#core/record/study.ts';
import { joined, withoutNext } from '#core/study/away.ts';
import type { Studying } from '#core/study/retake.ts';
import { agreedOn, type Changed, replanned } from '#core/study/retake-change.ts';
import { type RetakePlan, retakePlan } from '#core/study/retake-plan.ts';
import { cases } from '../../depth.ts';
import { ck, cycle, knowledge, solid, step1 } from '../assessment/people.ts';

const TODAY = '2026-11-28';
const NOW = Temporal.Instant.from(`${TODAY}T12:00:00Z`);
const on = (days: number): string => Temporal.PlainDate.from(TODAY).add({ days }).toString();
const at = (days: number): Temporal.Instant => NOW.add({ hours: 24 * days });
const length = (from: string, until: string): number => Temporal.PlainDate.from(from).until(until).days + 1;

const FAILED = { ...solid, exams: [step1, ck('fail', 206, '2026-09')], cycles: [cycle(2026, 0)] };
function studying(told: Partial<Study> = {}, profile = FAILED): Studying {
  return { profile, settings: { zone: 'UTC' }, study: { ...EMPTY_STUDY, ...told } };
}
function planOf(one: Studying, now = NOW): RetakePlan {
  const plan = retakePlan(one, knowledge, now);
  if (!plan) throw new Error('nothing to plan');
  return plan;
}
const agreed = (one: Studying, now = NOW): Studying => agreedOn(one, planOf(one, now).day, knowledge, now);
const ill = (from: number, days: number) => ({ from: on(from), until: on(from + days - 1) });

const away = fc
  .array(fc.record({ start: fc.integer({ min: -10, max: 200 }), days: fc.integer({ min: 1, max: 40 }) }), {
    maxLength: 4,
  })
  .map((all) => all.reduce<Study['away']>((some, { start, days }) => joined(some, ill(start, days)), []));
const told = fc.record({ hours: fc.option(fc.integer({ min: 1, max: 70 })), away });
const attempts = fc.array(
  fc.tuple(fc.integer({ min: 20, max: 900 }), fc.constantFrom<Attempt['outcome'][]>('fail', 'incomplete')),
  { maxLength: 2 },
);
const people = fc.record({
  told,
  more: attempts,
  step1On: fc.option(fc.integer({ min: 300, max: 2600 })),
  money: fc.constantFrom('none', 'tight', 'enough', null),
  booked: fc.option(fc.integer({ min: -30, max: 260 })),
});
const random = people.map(({ told: study, more, step1On, money, booked }): Studying => {
  const exams: Attempt[] = [
    { ...step1, on: step1On === null ? '2023-03' : on(-step1On) },
    ck('fail', 206, on(-15)),
    ...more.map(([days, outcome]) => ck(outcome, null, on(-days))),
    ...(booked === null ? [] : [ck('scheduled', null, on(booked))]),
  ];
  return studying(study, { ...FAILED, exams, life: { money, months: null } });
});

/** What no plan may ever be. */
function wrongWith(
  { span, study, day, retake, latest, booked }: RetakePlan,
  one: Studying,
): readonly string[] {
  const { weeks, phases, isEnough } = study;
  const days = weeks.reduce((sum, { from, until }) => sum + length(from, until), 0);
  const hours = weeks.reduce((sum, week) => sum + week.hours, 0);
  const planned = phases.reduce((sum, phase) => sum + phase.hours, 0);
  const lost = phases.reduce((sum, phase) => sum + phase.lost, 0);
  const rules = knowledge.pacing.study;
  const isDayAway = (day: string): boolean =>
    one.study.away.some(({ from, until }) => from <= day && day <= until);
  const daysIn = ({ from, until }: { from: string; until: string }) =>
    Array.from({ length: length(from, until) }, (_, index) =>
      Temporal.PlainDate.from(from).add({ days: index }),
    );
  const begins = [
    span.from.toString(),
    ...weeks.map(({ until }) => Temporal.PlainDate.from(until).add({ days: 1 }).toString()),
  ];
  return [
    ...(days === Math.max(0, span.from.until(day).days) ? [] : [`${days} days`]),
    ...weeks.flatMap(({ from }, index) => (from === begins[index] ? [] : [`a gap before ${from}`])),
    ...(hours === Math.round(planned + 1e-9) ? [] : [`weeks have ${hours}, phases ${planned}`]),
    ...(Math.abs(planned + lost + span.done - Math.max(rules.hours, span.done)) < 1e-6
      ? []
      : ['hours got lost']),
    ...weeks.flatMap((week) =>
      week.hours > 0 && daysIn(week).some((one) => isDayAway(one.toString())) ? [`${week.from} is away`] : [],
    ),
    ...weeks.flatMap((week) => (length(week.from, week.until) > 7 ? [`${week.from} is long`] : [])),
    ...weeks.flatMap((week) =>
      week.hours > Math.ceil((span.most * length(week.from, week.until)) / 7 + 1e-9)
        ? [`${week.from} is heavy`]
        : [],
    ),
    ...(phases.every(({ lost: less }) => less < 1e-9) && !isEnough ? ['enough, and said not to be'] : []),
    ...(retake.earliest && Temporal.PlainDate.compare(day, retake.earliest) < 0
      ? ['before the legal day']
      : []),
    ...(!booked && latest && Temporal.PlainDate.compare(day, latest.day) > 0
      ? [`${day} is after ${latest.day}`]
      : []),
    ...(Temporal.PlainDate.compare(day, TODAY) > 0 ? [] : ['not to come']),
  ];
}

test('weeks add up, spare the days away, and keep between the legal and the last day', () => {
  fc.assert(
    fc.property(random, (one) => {
      const plan = retakePlan(one, knowledge, NOW);
      if (plan) expect(wrongWith(plan, one)).toEqual([]);
    }),
    cases(200),
  );
});

test('phases come in their order, and the days before the exam are for rest', () => {
  const { weeks } = planOf(studying()).study;
  const order = weeks.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
  expect(order).toEqual(['content', 'questions', 'assessments', 'rest']);
  expect(weeks.at(-1)).toMatchObject({ phase: 'rest', hours: 0 });
});

test('whatever happens in a life, the plan that follows is a plan, and says what gave way', () => {
  const events = fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 40 }),
      what: fc.oneof(
        fc.record({ start: fc.integer({ min: -5, max: 30 }), days: fc.integer({ min: 1, max: 60 }) }),
        fc.integer({ min: 1, max: 60 }),
      ),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(random, events, (begin, all) => {
      if (!retakePlan(begin, knowledge, NOW)) return;
      let one = agreed(begin);
      let days = 0;
      for (const { after, what } of all) {
        days += after;
        const now = at(days);
        const before = retakePlan(one, knowledge, now);
        const life =
          typeof what === 'number'
            ? { hours: what }
            : { away: joined(one.study.away, ill(days + what.start, what.days)) };
        const changed: Changed<Studying> = replanned(one, life, knowledge, now);
        one = changed.person;
        const plan = retakePlan(one, knowledge, now);
        if (!before || !plan || !(before.agreed || before.booked)) continue;
        const says = (kind: string) => changed.gave.some((gave) => gave.kind === kind);
        expect(wrongWith(plan, one).filter((what) => what !== 'not to come')).toEqual([]);
        expect(says('day')).toBe(!plan.day.equals(before.day));
        expect(says('hours')).toBe(plan.study.hours > before.study.hours);
        expect(says('short')).toBe(!plan.study.isEnough);
        // A booked day is the person's to move.
        if (before.booked) expect(plan.day.toString()).toBe(before.day.toString());
        expect(Temporal.PlainDate.compare(plan.day, before.bound) <= 0).toBe(true);
        if (changed.later !== null)
          expect(changed.later > plan.day.toString() && changed.later <= before.bound.toString()).toBe(true);
      }
    }),
    cases(60),
  );
});

test('two weeks of illness: the hours grow while they can', () => {
  const one = agreed(studying({ hours: 40 }));
  const before = planOf(one, at(7));
  const { gave, person: after } = replanned(one, { away: [ill(7, 14)] }, knowledge, at(7));
  const plan = planOf(after, at(7));
  expect(gave).toEqual([{ kind: 'hours', from: before.study.hours, to: plan.study.hours }]);
  expect(plan.day.toString()).toBe(before.day.toString());
});

test('then a day that is only aimed at moves, by as much as it takes', () => {
  const one = agreed(studying({ hours: 20 }));
  const before = planOf(one, at(7));
  const { gave, person: after } = replanned(one, { away: [ill(7, 14)] }, knowledge, at(7));
  const plan = planOf(after, at(7));
  expect(gave.map(({ kind }) => kind)).toEqual(['day']);
  expect(before.day.until(plan.day).days).toBeLessThanOrEqual(14);
  expect(plan.study.phases.every(({ lost }) => lost === 0)).toBe(true);
});

test('a booked day stays: the first phase shrinks, and a later day is named', () => {
  const exams = [...FAILED.exams, ck('scheduled', null, on(140))];
  const one = agreed(studying({ hours: 20 }, { ...FAILED, exams }));
  const { gave, later } = replanned(one, { away: [ill(7, 14)] }, knowledge, at(7));
  expect(gave).toEqual([{ kind: 'phase', phase: 'content', hours: expect.any(Number) }]);
  expect(later).not.toBeNull();
});

test('what is behind somebody stays behind them: no phase begins again', () => {
  const one = agreed(studying({ hours: 30 }));
  const phaseOn = (plan: RetakePlan, day: string) =>
    plan.study.weeks.find(({ from, until }) => from <= day && day <= until)?.phase;
  expect(phaseOn(planOf(one, at(60)), on(60))).toBe('questions');
  const { person: after } = replanned(one, { away: [ill(60, 3)] }, knowledge, at(60));
  expect(phaseOn(planOf(after, at(60)), on(64))).toBe('questions');
});

test('days that the checks say were not studied have to be made up', () => {
  const entry = (days: number, answer: 'done' | 'not') => ({
    id: `entry${String(days).padStart(5, '0')}`,
    at: at(days).toString(),
    what: {
      kind: 'check' as const,
      check: { on: on(days), answer, hours: null, blocks: null, percent: null },
    },
    seal: '0'.repeat(32),
  });
  const one = agreed(studying({ hours: 40 }));
  const log = (answer: 'done' | 'not') => ({
    ...one,
    study: { ...one.study, log: [entry(3, answer), entry(5, answer)] },
  });
  const [kept, left] = (['done', 'not'] as const).map((answer) => {
    const { person: after } = replanned(log(answer), {}, knowledge, at(14));
    return planOf(after, at(14)).span.done;
  });
  expect(kept).toBeGreaterThan(20);
  expect(left).toBe(0);
});

test('days away that touch become one stretch, and being back ends the one that runs', () => {
  const both = joined([ill(0, 3)], ill(3, 4));
  expect(both).toEqual([ill(0, 7)]);
  expect(withoutNext(both, on(2))).toEqual([ill(0, 2)]);
  expect(withoutNext(both, on(0))).toEqual([]);
  expect(withoutNext([ill(-9, 2), ill(5, 2)], on(0))).toEqual([ill(-9, 2)]);
});

test('a new failure ends a plan, and the next one begins at once', () => {
  const one = agreed(studying({ hours: 30 }));
  const exams = [...FAILED.exams, ck('fail', 210, on(110))];
  const plan = planOf({ ...one, profile: { ...FAILED, exams } }, at(130));
  expect(plan.span).toMatchObject({ done: 0 });
  expect(plan.span.from.toString()).toBe(on(130));
  expect(plan.agreed).toBe(false);
});
