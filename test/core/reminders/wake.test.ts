import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { pauseEnd, wakeAt } from '#core/reminders/wake.ts';
import { afterQuiet } from '#core/time/quiet.ts';
import { instantOf, laterWall, wallOf } from '#core/time/wall.ts';
import { reminder, somebody } from './person.ts';

const settings = somebody().settings;

describe('quiet hours', () => {
  test.each([
    ['before them', '22:00', '07:00', '2026-11-23T21:59', '2026-11-23T21:59'],
    ['at their start', '22:00', '07:00', '2026-11-23T22:00', '2026-11-24T07:00'],
    ['after midnight', '22:00', '07:00', '2026-11-24T03:00', '2026-11-24T07:00'],
    ['at their end', '22:00', '07:00', '2026-11-24T07:00', '2026-11-24T07:00'],
    ['within a day', '13:00', '15:00', '2026-11-24T14:00', '2026-11-24T15:00'],
    ['outside those of a day', '13:00', '15:00', '2026-11-24T15:00', '2026-11-24T15:00'],
  ])('%s', (_, from, to, wall, expected) => {
    const at = afterQuiet(instantOf(wall, 'Asia/Karachi'), { ...settings, quiet: { from, to } });
    expect(wallOf(at, 'Asia/Karachi')).toBe(expected);
  });

  test('a SOAP deadline does not wait for their end', () => {
    const night = reminder({ at: '2026-11-24T03:00', urgency: 'soap' });
    expect(wallOf(wakeAt(night, settings), 'Asia/Karachi')).toBe('2026-11-24T03:00');
  });

  test('their end is never before what it delays, and never quiet itself', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(clock);
    const zones = fc.constantFrom('America/New_York', 'Europe/London', 'Asia/Kathmandu', 'Australia/Sydney');
    const seconds = fc.integer({ min: 1_767_225_600, max: 1_830_297_600 });
    fc.assert(
      fc.property(time, time, zones, seconds, (from, to, zone, second) => {
        const quiet = { ...settings, zone, quiet: { from, to } };
        const instant = Temporal.Instant.fromEpochMilliseconds(second * 1000);
        const waited = afterQuiet(instant, quiet);
        expect(Temporal.Instant.compare(waited, instant)).toBeGreaterThanOrEqual(0);
        expect(afterQuiet(waited, quiet).toString()).toBe(waited.toString());
      }),
    );
  });
});

test.each([
  ['by day', '2027-11-06T12:00:30-04:00', '2027-11-06T12:00'],
  ['the first pass', '2027-11-07T01:30:59-04:00', '2027-11-07T01:30'],
  ['the second pass', '2027-11-07T01:30:00-05:00', '2027-11-07T02:30'],
  ['after both', '2027-11-07T02:00:00-05:00', '2027-11-07T02:00'],
])('what comes back later never comes back at once: %s', (_, at, expected) => {
  const instant = Temporal.Instant.from(at);
  expect(laterWall(instant, 'America/New_York')).toBe(expected);
  const wall = instantOf(expected, 'America/New_York');
  expect(wall.since(instant).total('minutes')).toBeGreaterThan(-1);
});

describe('a deadline', () => {
  const spoken = (at: string, quiet: typeof settings.quiet, snoozedTo: string | null = null) =>
    wallOf(wakeAt(reminder({ at, snoozedTo, deadline: true }), { ...settings, quiet }), 'Asia/Karachi');
  const night = { from: '22:00', to: '07:00' };

  test.each([
    ['in the evening part is told before quiet hours', '2026-11-24T23:30', night, '2026-11-24T21:45'],
    ['after midnight is told the evening before', '2026-11-25T03:00', night, '2026-11-24T21:45'],
    ['at their start is told before', '2026-11-24T22:00', night, '2026-11-24T21:45'],
    ['at their end is told at its time', '2026-11-25T07:00', night, '2026-11-25T07:00'],
    ['by day is told at its time', '2026-11-24T12:00', night, '2026-11-24T12:00'],
    ['in a quiet noon', '2026-11-24T14:00', { from: '13:00', to: '15:00' }, '2026-11-24T12:45'],
    ['without quiet hours', '2026-11-24T03:00', null, '2026-11-24T03:00'],
  ])('%s', (_, at, quiet, expected) => {
    expect(spoken(at, quiet)).toBe(expected);
  });

  test('is never told after its time, in any quiet hours', () => {
    const part = fc.integer({ min: 0, max: 59 });
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), part).map(clock);
    fc.assert(
      fc.property(time, time, time, (at, from, to) => {
        expect(spoken(`2026-11-24T${at}`, { from, to }) <= `2026-11-24T${at}`).toBe(true);
      }),
    );
  });
});

describe('a pause until a day', () => {
  const paused = { ...settings, pausedUntil: '2026-12-01' };
  const wake = (at: string, change: Parameters<typeof reminder>[0] = {}) =>
    wallOf(wakeAt(reminder({ at, ...change }), paused), 'Asia/Karachi');

  test.each([
    ['what falls into it waits for the morning of that day', '2026-11-25T10:00', '2026-12-01T09:00'],
    ['early on that day too', '2026-12-01T08:00', '2026-12-01T09:00'],
    ['later nothing waits', '2026-12-01T09:30', '2026-12-01T09:30'],
    ['quiet hours hold again after it', '2026-12-01T23:00', '2026-12-02T07:00'],
  ])('%s', (_, at, expected) => {
    expect(wake(at)).toBe(expected);
  });

  test('holds for everything', () => {
    expect(wake('2026-11-25T10:00', { urgency: 'soap' })).toBe('2026-12-01T09:00');
    expect(wake('2026-11-25T10:00', { deadline: true })).toBe('2026-12-01T09:00');
  });

  test('ends by itself', () => {
    const before = instantOf('2026-12-01T08:59', 'Asia/Karachi');
    expect(pauseEnd(paused, before)).toBe('2026-12-01');
    expect(pauseEnd(paused, before.add({ minutes: 1 }))).toBeNull();
    expect(pauseEnd(settings, before)).toBeNull();
  });
});

function clock([hour, minute]: readonly [number, number]): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
