import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Applicant, applicantSchema } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { claim, markSent } from '#core/reminders/delivery.ts';
import { withOwnReminder } from '#core/reminders/own.ts';
import { move, settle, snooze, upcoming, withSettings } from '#core/reminders/schedule.ts';
import { ended, firstDay, retimed, successorOf, withSeries } from '#core/reminders/series.ts';
import { dueAt } from '#core/reminders/wake.ts';
import { nextDay, type Rule, ruleSchema } from '#core/time/rule.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { countingIds, reminder, somebody } from './person.ts';

const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'Europe/London',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/Santiago',
];
const FRIDAYS: Rule = { every: 'week', weeks: 1, days: [5] };
const MONTHLY = { every: 'month', months: 1 } as const;
/** The Friday at nine, in Karachi. */
const FIRST = Temporal.Instant.from('2026-11-27T04:00:00Z');

const day = (text: string) => Temporal.PlainDate.from(text);

describe('the days of a rule', () => {
  test.each([
    ['weekly', FRIDAYS, '2026-11-27', '2026-11-27', '2026-12-04'],
    ['never before the first', FRIDAYS, '2026-12-04', '2026-11-22', '2026-12-04'],
    ['two days a week', { ...FRIDAYS, days: [1, 4] }, '2026-11-23', '2026-11-23', '2026-11-26'],
    ['over the weekend', { ...FRIDAYS, days: [1, 4] }, '2026-11-23', '2026-11-26', '2026-11-30'],
    ['every two weeks', { ...FRIDAYS, weeks: 2 }, '2026-11-27', '2026-11-27', '2026-12-11'],
    ['from a week that is off', { ...FRIDAYS, weeks: 2 }, '2026-11-27', '2026-12-01', '2026-12-11'],
    ['late in a week that is on', { ...FRIDAYS, weeks: 3 }, '2026-11-27', '2026-11-28', '2026-12-18'],
    ['over the new year', { ...FRIDAYS, weeks: 2 }, '2026-12-25', '2026-12-25', '2027-01-08'],
    ['monthly', { ...MONTHLY, day: 15 }, '2026-11-15', '2026-11-15', '2026-12-15'],
    ['the last of a short month', { ...MONTHLY, day: 31 }, '2026-11-30', '2027-01-31', '2027-02-28'],
    ['and back to its own day', { ...MONTHLY, day: 31 }, '2026-11-30', '2027-02-28', '2027-03-31'],
    ['in a leap year', { ...MONTHLY, day: 30 }, '2028-01-30', '2028-01-30', '2028-02-29'],
    ['every three months', { ...MONTHLY, months: 3, day: 15 }, '2026-11-15', '2026-11-15', '2027-02-15'],
    [
      'from a month that is off',
      { ...MONTHLY, months: 3, day: 15 },
      '2026-11-15',
      '2027-01-20',
      '2027-02-15',
    ],
    [
      'late in a month that is on',
      { ...MONTHLY, months: 2, day: 15 },
      '2026-11-15',
      '2026-11-20',
      '2027-01-15',
    ],
    ['each short one of them', { ...MONTHLY, months: 3, day: 31 }, '2026-11-30', '2026-11-30', '2027-02-28'],
    ['and each long one', { ...MONTHLY, months: 3, day: 31 }, '2026-11-30', '2027-02-28', '2027-05-31'],
    ['every other day', { every: 'day', days: 2 }, '2026-11-27', '2026-11-27', '2026-11-29'],
    ['between two of them', { every: 'day', days: 3 }, '2026-12-30', '2026-12-31', '2027-01-02'],
  ] as const)('%s', (_, rule, from, after, expected) => {
    const told = rule.every === 'week' ? { ...rule, days: [...rule.days] } : rule;
    expect(nextDay(told, day(from), day(after)).toString()).toBe(expected);
  });
});

test('a rule from before there were intervals comes every month', () => {
  expect(ruleSchema.parse({ every: 'month', day: 31 })).toEqual({ ...MONTHLY, day: 31 });
});

const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    every: fc.constant('week' as const),
    weeks: fc.integer({ min: 1, max: 6 }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  }),
  fc.record({
    every: fc.constant('month' as const),
    months: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({ every: fc.constant('day' as const), days: fc.integer({ min: 2, max: 99 }) }),
);
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

describe('three years of a series', () => {
  test.each(ZONES)('neither drift nor stand still nor come twice in %s', (zone) => {
    fc.assert(
      fc.property(rules, times, (rule, time) => {
        const start = Temporal.Instant.from('2026-11-22T10:00:00Z');
        const end = instantOf('2029-11-22T00:00', zone);
        const first = firstDay(rule, time, start, zone);
        let last = first;
        let said = instantOf(`${first}T${time}`, zone);
        while (Temporal.Instant.compare(said, end) < 0) {
          const next = nextDay(rule, first, last);
          const instant = instantOf(`${next}T${time}`, zone);
          expect(Temporal.Instant.compare(instant, said)).toBe(1);
          const wall = wallOf(instant, zone);
          // Where clocks skip the hour it comes right after; on every other day at its own.
          if (wall !== `${next}T${time}`)
            expect(instant.toZonedDateTimeISO(zone).hoursInDay).toBeLessThan(24);
          expect(isDayOf(rule, first, next)).toBe(true);
          last = next;
          said = instant;
        }
      }),
      { numRuns: 15 },
    );
  });
});

/** Told apart without the arithmetic of the rule: by its words. */
function isDayOf(rule: Rule, first: Temporal.PlainDate, on: Temporal.PlainDate): boolean {
  if (rule.every === 'day') return first.until(on).days % rule.days === 0;
  if (rule.every === 'month') {
    const months = (on.year - first.year) * 12 + on.month - first.month;
    const isLast = on.day < rule.day && on.day === on.daysInMonth;
    return months % rule.months === 0 && (on.day === rule.day || isLast);
  }
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  return rule.days.includes(on.dayOfWeek) && Math.floor(monday.until(on).days / 7) % rule.weeks === 0;
}

function fridays(newId = countingIds()): Applicant {
  const told = { text: 'Call home', at: '2026-11-27T09:00', rule: FRIDAYS, deadline: false };
  const person = withOwnReminder(somebody(), told, newId);
  if (!person) throw new Error('no room');
  return person;
}

function only(person: Applicant): Reminder {
  const [one, ...more] = person.reminders;
  if (!one || more.length > 0) throw new Error('one reminder was expected');
  return one;
}

function waiting(person: Applicant): readonly string[] {
  return upcoming(person)
    .filter(({ state }) => state.kind === 'waiting')
    .map((one) => one.snoozedTo ?? one.at);
}

describe('an occurrence', () => {
  const newId = countingIds();
  const person = fridays(newId);
  const first = only(person);

  test('that waits is left alone, and the record fits its schema', () => {
    expect(withSeries(person, FIRST.subtract({ hours: 1 }), newId)).toBe(person);
    expect(withSeries(person, FIRST.add({ hours: 1 }), newId)).toBe(person);
    expect(applicantSchema.safeParse(person).success).toBe(true);
  });

  test('that was said sets the next, and can still be answered', () => {
    const claimed = claim(person, { revision: first.revision, now: FIRST, early: false });
    const sent = markSent(claimed, first.revision, 'discord', { now: FIRST, address: 'dm' });
    const next = withSeries(sent, FIRST, newId);
    expect(waiting(next)).toEqual(['2026-12-04T09:00']);
    expect(next.reminders.find(({ id }) => id === first.id)).toMatchObject({ state: { kind: 'sent' } });
    expect(withSeries(next, FIRST, newId)).toBe(next);
    expect(applicantSchema.safeParse(next).success).toBe(true);
    const done = withSeries(settle(next, first.id, 'done', FIRST), FIRST, newId);
    expect(waiting(done)).toEqual(['2026-12-04T09:00']);
    expect(successorOf(done, first.id)?.at).toBe('2026-12-04T09:00');
  });

  test.each(['done', 'skipped'] as const)('that is %s before its time sets the next one after it', (as) => {
    const now = FIRST.subtract({ hours: 48 });
    expect(waiting(withSeries(settle(person, first.id, as, now), now, newId))).toEqual(['2026-12-04T09:00']);
  });

  test.each([
    ['snoozed', (who: Applicant) => snooze(who, first.id, '2026-12-09T18:00', newId), '2026-12-09T18:00'],
    ['moved later', (who: Applicant) => move(who, first.id, '2026-11-30T10:00', newId), '2026-11-30T10:00'],
    ['moved before', (who: Applicant) => move(who, first.id, '2026-11-26T10:00', newId), '2026-11-26T10:00'],
  ])('that is %s never bends the series', (_, change, wall) => {
    const now = FIRST.subtract({ hours: 48 });
    const changed = withSeries(change(person), now, newId);
    expect(waiting(changed).toSorted()).toEqual([wall, '2026-12-04T09:00'].toSorted());
  });

  test('that was missed for weeks is not made up for', () => {
    const late = FIRST.add({ hours: 24 * 17 });
    expect(waiting(withSeries(settle(person, first.id, 'done', late), late, newId))).toEqual([
      '2026-12-18T09:00',
    ]);
  });

  test('that nobody answered is let go when the one after it was said', () => {
    let series = person;
    for (const week of [0, 1, 2]) {
      const now = FIRST.add({ hours: 168 * week });
      const due = series.reminders.find(({ state }) => state.kind === 'waiting');
      const revision = due?.revision ?? '';
      const claimed = claim(series, { revision, now, early: false });
      series = withSeries(markSent(claimed, revision, 'discord', { now, address: 'dm' }), now, newId);
    }
    expect(series.reminders.map(({ state }) => state.kind).toSorted()).toEqual([
      'sent',
      'skipped',
      'skipped',
      'waiting',
    ]);
  });
});

describe('a series', () => {
  test('keeps its hour on the clock when the person moves house', () => {
    const newId = countingIds();
    const moved = withSettings(fridays(newId), { zone: 'America/New_York' }, newId);
    const one = only(withSeries(moved, FIRST, newId));
    expect(one.at).toBe('2026-11-27T09:00');
    expect(dueAt(one, moved.settings).toString()).toBe('2026-11-27T14:00:00Z');
  });

  test('comes at another hour from the next time on', () => {
    const newId = countingIds();
    const person = fridays(newId);
    const { id, revision } = only(person);
    const before = only(retimed(person, id, '18:30', FIRST.subtract({ hours: 1 }), newId));
    expect(before).toMatchObject({ at: '2026-11-27T18:30', series: { time: '18:30', on: '2026-11-27' } });
    expect(before.revision).not.toBe(revision);
    const after = only(retimed(person, id, '08:00', FIRST.subtract({ minutes: 10 }), newId));
    expect(after).toMatchObject({ at: '2026-12-04T08:00', series: { on: '2026-12-04' } });
    const changed = retimed(person, id, '18:30', FIRST.subtract({ hours: 1 }), newId);
    expect(withSeries(changed, FIRST, newId)).toBe(changed);
  });

  test('ends when it is ended', () => {
    const newId = countingIds();
    const person = fridays(newId);
    const over = withSeries(ended(person, only(person).id, FIRST), FIRST, newId);
    expect(waiting(over)).toEqual([]);
  });
});

test('settings from before pauses with an end still load', () => {
  const { pausedUntil, ...old } = { ...somebody().settings, pausedUntil: '2026-12-01' };
  const { settings } = applicantSchema.parse({ ...somebody(), settings: old });
  expect(settings).toEqual(old);
  expect(
    applicantSchema.parse({ ...somebody(), settings: { ...old, pausedUntil } }).settings.pausedUntil,
  ).toBe('2026-12-01');
});

test('records from before series still load, and mean once', () => {
  const { reminders } = applicantSchema.parse(somebody({ reminders: [reminder()] }));
  expect(reminders).toEqual([reminder()]);
  expect(reminders[0]?.series).toBeUndefined();
});
