import { describe, expect, test } from 'vitest';
import { instantOf } from '#core/time/wall.ts';

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
