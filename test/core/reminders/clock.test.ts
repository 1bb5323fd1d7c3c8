import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { afterQuiet, instantOf, wakeAt, wallOf } from '#core/reminders/clock.ts';
import { reminder, somebody } from './person.ts';

const settings = somebody().settings;

describe('wall clock and instant', () => {
  test.each([
    ['an ordinary day', '2026-11-23T09:00', 'Asia/Karachi', '2026-11-23T04:00:00Z'],
    [
      'a time that spring forward skips moves later',
      '2027-03-14T02:30',
      'America/New_York',
      '2027-03-14T07:30:00Z',
    ],
    [
      'of a time that comes twice the first is taken',
      '2026-11-01T01:30',
      'America/New_York',
      '2026-11-01T05:30:00Z',
    ],
    ['half-hour daylight saving', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['a zone of five hours and three quarters', '2027-01-01T00:00', 'Asia/Kathmandu', '2026-12-31T18:15:00Z'],
    ['a leap day', '2028-02-29T12:00', 'UTC', '2028-02-29T12:00:00Z'],
  ])('%s', (_, wall, zone, instant) => {
    expect(instantOf(wall, zone).toString()).toBe(instant);
  });

  test('nine in the morning stays nine in the morning across daylight saving', () => {
    const hours = ['2027-03-12', '2027-03-13', '2027-03-14', '2027-03-15'].map((day) =>
      instantOf(`${day}T09:00`, 'America/New_York').toString().slice(11, 16),
    );
    expect(hours).toEqual(['14:00', '14:00', '13:00', '13:00']);
  });
});

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

function clock([hour, minute]: readonly [number, number]): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
