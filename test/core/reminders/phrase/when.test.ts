import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { WhyNot } from '#core/reminders/phrase/refused.ts';
import { FURTHEST_DAYS, readTimePhrase } from '#core/reminders/phrase/when.ts';
import type { Rule } from '#core/time/rule.ts';
import { instantOf } from '#core/time/wall.ts';
import { cases } from '../../../depth.ts';

/** A Sunday, twenty past two and some seconds, on the person's own clock. */
const LOCAL = '2026-11-22T14:20:30';
const ZONES = ['America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns', 'UTC'];

/** What is typed, the wall-clock time that it means, and what has to be said with it. */
const READ: readonly (readonly [string, string, string?])[] = [
  ['tomorrow at 9', '2026-11-23T09:00'],
  ['Tomorrow At 9', '2026-11-23T09:00'],
  ['  tomorrow   at 9 ', '2026-11-23T09:00'],
  ['tomorrow, at 9', '2026-11-23T09:00'],
  ['9am tomorrow', '2026-11-23T09:00'],
  ['tomorrow', '2026-11-23T09:00', 'nine'],
  ['tomorrow morning', '2026-11-23T09:00'],
  ['tomorrow morning at 3', '2026-11-23T03:00'],
  ['tomorrow afternoon at 3', '2026-11-23T15:00'],
  ['tomorrow at 3 in the afternoon', '2026-11-23T15:00'],
  ['tomorrow at 3 pm', '2026-11-23T15:00'],
  ['tomorrow at 03:00', '2026-11-23T03:00'],
  ['tomorrow evening', '2026-11-23T19:00'],
  ['tomorrow evening at 8', '2026-11-23T20:00'],
  ['tomorrow night', '2026-11-23T21:00'],
  ['noon tomorrow', '2026-11-23T12:00'],
  ['the day after tomorrow', '2026-11-24T09:00', 'nine'],
  ['day after tomorrow at 10', '2026-11-24T10:00'],
  ['at 9', '2026-11-23T09:00', 'tomorrow'],
  ['at nine', '2026-11-23T09:00', 'tomorrow'],
  ['9:30', '2026-11-23T09:30', 'tomorrow'],
  ['9.30', '2026-11-23T09:30', 'tomorrow'],
  ['at 9.10', '2026-11-23T09:10', 'tomorrow'],
  ['half past nine', '2026-11-23T09:30', 'tomorrow'],
  ['at half past nine', '2026-11-23T09:30', 'tomorrow'],
  ['quarter to ten', '2026-11-23T09:45', 'tomorrow'],
  ['a quarter past eleven', '2026-11-23T11:15', 'tomorrow'],
  ['ten to nine', '2026-11-23T08:50', 'tomorrow'],
  ['twenty past ten', '2026-11-23T10:20', 'tomorrow'],
  ['quarter to one pm', '2026-11-23T12:45', 'tomorrow'],
  ["9 o'clock", '2026-11-23T09:00', 'tomorrow'],
  ["at 9 o'clock", '2026-11-23T09:00', 'tomorrow'],
  ['0:30', '2026-11-23T00:30', 'tomorrow'],
  ['at 12', '2026-11-23T12:00', 'tomorrow'],
  ['12 am', '2026-11-23T00:00', 'tomorrow'],
  ['noon', '2026-11-23T12:00', 'tomorrow'],
  ['midnight', '2026-11-23T00:00'],
  ['tonight at midnight', '2026-11-23T00:00'],
  ['in the morning', '2026-11-23T09:00', 'tomorrow'],
  ['at 21', '2026-11-22T21:00'],
  ['at 9 pm', '2026-11-22T21:00'],
  ['at 9pm', '2026-11-22T21:00'],
  ['3pm', '2026-11-22T15:00'],
  ['3 p.m.', '2026-11-22T15:00'],
  ['15:00', '2026-11-22T15:00'],
  ['today at 21:00', '2026-11-22T21:00'],
  ['tonight', '2026-11-22T21:00'],
  ['tonight at 8', '2026-11-22T20:00'],
  ['at night', '2026-11-22T21:00'],
  ['this afternoon', '2026-11-22T15:00'],
  ['in the evening', '2026-11-22T19:00'],
  ['9 in the evening', '2026-11-22T21:00'],
  ['friday', '2026-11-27T09:00', 'nine'],
  ['on friday at 5pm', '2026-11-27T17:00'],
  ['friday at noon', '2026-11-27T12:00'],
  ['friday night', '2026-11-27T21:00'],
  ['this friday at 10', '2026-11-27T10:00'],
  ['sat', '2026-11-28T09:00', 'nine'],
  ['mon at 9', '2026-11-23T09:00'],
  ['on monday morning at 9', '2026-11-23T09:00'],
  ['tues 10am', '2026-11-24T10:00'],
  ['thurs at 18:30', '2026-11-26T18:30'],
  ['next tuesday', '2026-11-24T09:00', 'next_week,nine'],
  ['next friday at 5pm', '2026-11-27T17:00', 'next_week'],
  ['next sunday at 8 pm', '2026-11-29T20:00', 'next_week'],
  ['tuesday next week at 10', '2026-11-24T10:00', 'next_week'],
  ['a week from monday', '2026-11-30T09:00', 'nine'],
  ['two weeks from friday at 9', '2026-12-11T09:00'],
  ['a week from tomorrow', '2026-11-30T09:00', 'nine'],
  ['in 2 weeks at 9', '2026-12-06T09:00'],
  ['in two weeks at 9', '2026-12-06T09:00'],
  ['at 9 in two weeks', '2026-12-06T09:00'],
  ['in two weeks', '2026-12-06T09:00', 'nine'],
  ['in a fortnight', '2026-12-06T09:00', 'nine'],
  ['in a week at half past ten', '2026-11-29T10:30'],
  ['in 3 days', '2026-11-25T09:00', 'nine'],
  ['three days from now', '2026-11-25T09:00', 'nine'],
  ['in a month', '2026-12-22T09:00', 'nine'],
  ['in 1 year', '2027-11-22T09:00', 'nine'],
  ['in 1 month and 2 weeks at 8', '2027-01-05T08:00'],
  ['dec 5', '2026-12-05T09:00', 'nine'],
  ['on december 5th at 10', '2026-12-05T10:00'],
  ['9 dec', '2026-12-09T09:00', 'nine'],
  ['december 5 at 14.30', '2026-12-05T14:30'],
  ['friday dec 4', '2026-12-04T09:00', 'nine'],
  ['friday, december 4, at 8:15', '2026-12-04T08:15'],
  ['5 december 2027 at 4pm', '2027-12-05T16:00'],
  ['december 5th, 2026 at 9:15 pm', '2026-12-05T21:15'],
  ['dec 31 at 23:59', '2026-12-31T23:59'],
  ['5th of january', '2027-01-05T09:00', 'nine'],
  ['may 5', '2027-05-05T09:00', 'nine'],
  ['nov 21', '2027-11-21T09:00', 'nine'],
  ['29 february 2028', '2028-02-29T09:00', 'nine'],
  ['12/25 at 9am', '2026-12-25T09:00'],
  ['12/25/26 9am', '2026-12-25T09:00'],
  ['25/12', '2026-12-25T09:00', 'nine'],
  ['2026-12-05', '2026-12-05T09:00', 'nine'],
  ['2026-12-05 14:00', '2026-12-05T14:00'],
  ['2026-12-05T04:00', '2026-12-05T04:00'],
  ['tmrw at 9', '2026-11-23T09:00'],
  ['tommorow 9am', '2026-11-23T09:00'],
  ['tomorrow 9', '2026-11-23T09:00'],
  ['9 tomorrow', '2026-11-23T09:00'],
  ['tomorrow at 9p', '2026-11-23T21:00'],
  ['tomorrow evening 7', '2026-11-23T19:00'],
  ['first thing tomorrow', '2026-11-23T09:00'],
  ['tomorrow ten thirty', '2026-11-23T10:30'],
  ['at nine forty-five', '2026-11-23T09:45', 'tomorrow'],
  ['at 930', '2026-11-23T09:30', 'tomorrow'],
  ['930am tomorrow', '2026-11-23T09:30'],
  ['9.30am tomorrow', '2026-11-23T09:30'],
  ['at 1700', '2026-11-22T17:00'],
  ['@5pm', '2026-11-22T17:00'],
  ['around 5pm', '2026-11-22T17:00'],
  ['tomorrow, at noon', '2026-11-23T12:00'],
  ['tomorrow at 10 45', '2026-11-23T10:45'],
  ['9:30 dec 5', '2026-12-05T09:30'],
  ['9am, the third of december', '2026-12-03T09:00'],
  ['dec 5 in the morning', '2026-12-05T09:00'],
  ['midday', '2026-11-23T12:00', 'tomorrow'],
  ['quarter after nine', '2026-11-23T09:15', 'tomorrow'],
  ['today at 5', '2026-11-22T17:00'],
  ['today at 2:30', '2026-11-22T14:30'],
  ['coming friday', '2026-11-27T09:00', 'nine'],
  ['weds at 4pm', '2026-11-25T16:00'],
  ['the 5th', '2026-12-05T09:00', 'nine'],
  ['the 5th at 9', '2026-12-05T09:00'],
  ['on the 30th', '2026-11-30T09:00', 'nine'],
  ['on the 31st', '2026-12-31T09:00', 'nine'],
  ['on the 27 at 9', '2026-11-27T09:00'],
  ['on the 22nd at 20:00', '2026-11-22T20:00'],
  ['on the first', '2026-12-01T09:00', 'nine'],
  ['december fifth', '2026-12-05T09:00', 'nine'],
  ['friday the 27th', '2026-11-27T09:00', 'nine'],
  ['the 1st of next month', '2026-12-01T09:00', 'nine'],
  ['next month on the 5th at 10', '2026-12-05T10:00'],
  ['at the end of the month', '2026-11-30T09:00', 'nine'],
  ['end of next month at 9', '2026-12-31T09:00'],
  ['the last day of the month at noon', '2026-11-30T12:00'],
  ['in a couple of days', '2026-11-24T09:00', 'nine'],
  ['in sixteen days', '2026-12-08T09:00', 'nine'],
  ['in about two weeks', '2026-12-06T09:00', 'nine'],
  ["in a week's time at 9", '2026-11-29T09:00'],
  ['in half a year', '2027-05-22T09:00', 'nine'],
  ['3:30 p.m', '2026-11-22T15:30'],
  ['in 2d', '2026-11-24T09:00', 'nine'],
];

const REFUSED: readonly (readonly [string, WhyNot])[] = [
  ['', 'no_time'],
  ['hello', 'unknown'],
  ['soon', 'unknown'],
  ['now', 'unknown'],
  ['yesterday', 'unknown'],
  ['last friday', 'unknown'],
  ['two weeks ago', 'unknown'],
  ['weekend', 'unknown'],
  ['christmas', 'unknown'],
  ['by friday', 'unknown'],
  ['monday 9', 'numeric'],
  ['dec 5 9', 'unknown'],
  ['15h', 'unknown'],
  ['at 25:00', 'unknown'],
  ['24:00', 'unknown'],
  ['at 9:75', 'unknown'],
  ['at 9:30:15', 'unknown'],
  ['13 am', 'unknown'],
  ['quarter to 12 pm', 'unknown'],
  ['in a week and a half', 'unknown'],
  ['in 10', 'unknown'],
  ['in 5-10 minutes', 'numeric'],
  ['friday from 9 to 10', 'unknown'],
  ['monday or tuesday', 'unknown'],
  ['tomorrow tomorrow', 'unknown'],
  ['tomorrow morning at 20:00', 'unknown'],
  ['tomorrow at 9 email Dr. Lee', 'unknown'],
  ['friday the 13th', 'weekday'],
  ['31 feb', 'no_such_day'],
  ['30 february at 9', 'no_such_day'],
  ['feb 29', 'no_such_day'],
  ['29 february 2027', 'no_such_day'],
  ['2026-02-30', 'no_such_day'],
  ['march', 'no_day'],
  ['next week', 'no_day'],
  ['today', 'no_hour'],
  ['at 3', 'half'],
  ['tomorrow at 3', 'half'],
  ['tomorrow at 5:30', 'half'],
  ['half past three', 'half'],
  ['friday at midnight', 'midnight'],
  ['tomorrow at midnight', 'midnight'],
  ['1/2', 'numeric'],
  ['3/4/2027', 'numeric'],
  ['9.10', 'numeric'],
  ['05-12-2026', 'numeric'],
  ['25.12.2026', 'numeric'],
  ['3pm ET', 'zone'],
  ['2026-12-05 14:00+05:30', 'zone'],
  ['at 9 EST', 'zone'],
  ['9am pacific', 'zone'],
  ['tomorrow at 9 UTC', 'zone'],
  ['2026-12-05T14:00Z', 'zone'],
  ['friday dec 5', 'weekday'],
  ['at 9 friday tomorrow', 'weekday'],
  ['sun', 'today'],
  ['sunday at 8 pm', 'today'],
  ['in 2 hours at 9', 'both'],
  ['in 2 weeks on monday', 'both'],
  ['2 hours from tomorrow', 'both'],
  ['today at 9', 'past'],
  ['this morning', 'past'],
  ['nov 22 at 9', 'past'],
  ['2025-01-01', 'past'],
  ['in 0 minutes', 'past'],
  ['every hour', 'repeats'],
  ['every year on dec 5', 'repeats'],
  ['every 2nd friday', 'repeats'],
  ['every third friday', 'repeats'],
  ['every 0 weeks on monday', 'repeats'],
  ['every friday and every monday', 'repeats'],
  ['every month on the 32nd', 'no_such_day'],
  ['every friday at 3', 'half'],
  ['every friday at midnight', 'midnight'],
  ['every friday tomorrow', 'both'],
  ['every friday in 2 weeks', 'unknown'],
  ['every friday from dec 5', 'unknown'],
  ['in 3 years', 'far'],
  ['5 december 2031', 'far'],
  [`in ${Array.from({ length: 27 }, () => '9999 years').join(' and ')}`, 'far'],
  ['in 9999 weeks', 'far'],
  ['in 9999 hours and 9999 hours', 'far'],
  ['in 30', 'unknown'],
  ['in 1h30', 'unknown'],
  ['15h 30m', 'unknown'],
  ['in a few days', 'unknown'],
  ['2 days before friday', 'unknown'],
  ['this weekend', 'unknown'],
  ['end of the week', 'unknown'],
  ['end of day', 'unknown'],
  ['half nine', 'unknown'],
  ['tonight at 1', 'unknown'],
  ['the 5th and 20th', 'unknown'],
  ['second friday', 'no_such_day'],
  ['on the 32nd', 'no_such_day'],
  ['on the 31st of this month', 'no_such_day'],
  ['next month', 'no_day'],
  ['on the 22nd', 'no_hour'],
  ['on the 22nd at 9', 'past'],
  ['the 5th of this month', 'past'],
  ['in 2 weeks on the 5th', 'both'],
  ['the 5th tomorrow', 'both'],
  ['twice a week', 'repeats'],
  ['3 times a day', 'repeats'],
  ['biweekly on monday', 'repeats'],
  ['first monday of every month', 'repeats'],
  ['every 13 months', 'repeats'],
  ['every month on monday', 'both'],
  ['every tuesday to thursday', 'unknown'],
  ['every day at 9 and 5', 'unknown'],
  ['every friday until june', 'unknown'],
  ['every friday of the month', 'unknown'],
];

const WEEKLY = { every: 'week', weeks: 1 } as const;
/** Series: the first time and the rule. */
/** What is typed as elapsed time, and how long it is. */
const ELAPSED = [
  ['in 1 minute', 'PT1M'],
  ['in 90 minutes', 'PT90M'],
  ['in an hour', 'PT1H'],
  ['in an hour and a half', 'PT90M'],
  ['in two and a half hours', 'PT150M'],
  ['in half an hour', 'PT30M'],
  ['in 5 mins', 'PT5M'],
  ['in 2 hours and 15 minutes', 'PT135M'],
  ['2 hours from now', 'PT2H'],
  ['in 1 day and 2 hours', 'P1DT2H'],
  ['in twenty-five minutes', 'PT25M'],
  ['in 1.5 hours', 'PT90M'],
  ['in 1.5 hrs', 'PT90M'],
  ['in a half hour', 'PT30M'],
  ['in 30m', 'PT30M'],
  ['in 1h30m', 'PT90M'],
  ['after 2 hours', 'PT2H'],
  ['2 hours', 'PT2H'],
] as const;

const SERIES: readonly (readonly [string, string, Rule, string?])[] = [
  ['every friday at 9', '2026-11-27T09:00', { ...WEEKLY, days: [5] }],
  ['at 9 every friday', '2026-11-27T09:00', { ...WEEKLY, days: [5] }],
  ['every friday', '2026-11-27T09:00', { ...WEEKLY, days: [5] }, 'nine'],
  ['every friday evening at 8', '2026-11-27T20:00', { ...WEEKLY, days: [5] }],
  ['weekly on friday at 10', '2026-11-27T10:00', { ...WEEKLY, days: [5] }],
  ['every sunday at 20:00', '2026-11-22T20:00', { ...WEEKLY, days: [7] }],
  ['every sunday at 9', '2026-11-29T09:00', { ...WEEKLY, days: [7] }],
  ['every monday and thursday at 18:00', '2026-11-23T18:00', { ...WEEKLY, days: [1, 4] }],
  ['every fri, mon and wed at 7:30', '2026-11-23T07:30', { ...WEEKLY, days: [1, 3, 5] }],
  ['every weekday at 7', '2026-11-23T07:00', { ...WEEKLY, days: [1, 2, 3, 4, 5] }],
  ['every day at 20:00', '2026-11-22T20:00', { ...WEEKLY, days: [1, 2, 3, 4, 5, 6, 7] }],
  ['daily at 8', '2026-11-23T08:00', { ...WEEKLY, days: [1, 2, 3, 4, 5, 6, 7] }],
  ['every 2 weeks on monday', '2026-11-23T09:00', { every: 'week', weeks: 2, days: [1] }, 'nine'],
  ['every other monday at 10', '2026-11-23T10:00', { every: 'week', weeks: 2, days: [1] }],
  ['every month on the 1st at 9', '2026-12-01T09:00', { every: 'month', months: 1, day: 1 }],
  ['on the 15th of every month at noon', '2026-12-15T12:00', { every: 'month', months: 1, day: 15 }],
  ['every month on the 31st', '2026-11-30T09:00', { every: 'month', months: 1, day: 31 }, 'nine,last_day'],
  [
    'every month on the last day at 9',
    '2026-11-30T09:00',
    { every: 'month', months: 1, day: 31 },
    'last_day',
  ],
  ['fridays at 9', '2026-11-27T09:00', { ...WEEKLY, days: [5] }],
  ['every fridays at 9', '2026-11-27T09:00', { ...WEEKLY, days: [5] }],
  ['each friday', '2026-11-27T09:00', { ...WEEKLY, days: [5] }, 'nine'],
  ['on mondays and thursdays at 18:00', '2026-11-23T18:00', { ...WEEKLY, days: [1, 4] }],
  ['every mon wed fri at 7:30', '2026-11-23T07:30', { ...WEEKLY, days: [1, 3, 5] }],
  ['every mon/wed at 9', '2026-11-23T09:00', { ...WEEKLY, days: [1, 3] }],
  ['tuesday mornings', '2026-11-24T09:00', { ...WEEKLY, days: [2] }],
  ['every other week', '2026-12-06T09:00', { every: 'week', weeks: 2, days: [7] }, 'from_today,nine'],
  ['every other week at 20:00', '2026-11-22T20:00', { every: 'week', weeks: 2, days: [7] }, 'from_today'],
  ['every 2nd week on tuesday', '2026-11-24T09:00', { every: 'week', weeks: 2, days: [2] }, 'nine'],
  ['fortnightly on monday', '2026-11-23T09:00', { every: 'week', weeks: 2, days: [1] }, 'nine'],
  ['weekly at 10', '2026-11-29T10:00', { ...WEEKLY, days: [7] }, 'from_today'],
  ['once a week', '2026-11-29T09:00', { ...WEEKLY, days: [7] }, 'from_today,nine'],
  ['each weekday at 7', '2026-11-23T07:00', { ...WEEKLY, days: [1, 2, 3, 4, 5] }],
  ['mon-fri at 7', '2026-11-23T07:00', { ...WEEKLY, days: [1, 2, 3, 4, 5] }],
  ['monday to friday at 7', '2026-11-23T07:00', { ...WEEKLY, days: [1, 2, 3, 4, 5] }],
  ['weekends at 10', '2026-11-28T10:00', { ...WEEKLY, days: [6, 7] }],
  ['every morning', '2026-11-23T09:00', { ...WEEKLY, days: [1, 2, 3, 4, 5, 6, 7] }],
  ['nightly at 10', '2026-11-22T22:00', { ...WEEKLY, days: [1, 2, 3, 4, 5, 6, 7] }],
  ['every other day at 20:00', '2026-11-22T20:00', { every: 'day', days: 2 }, 'from_today'],
  ['every 3 days at 8', '2026-11-25T08:00', { every: 'day', days: 3 }, 'from_today'],
  ['every month at 9', '2026-12-22T09:00', { every: 'month', months: 1, day: 22 }, 'from_today'],
  ['every 3 months', '2027-02-22T09:00', { every: 'month', months: 3, day: 22 }, 'from_today,nine'],
  ['quarterly on the 5th at 9', '2026-12-05T09:00', { every: 'month', months: 3, day: 5 }],
  ['the 5th of every 2 months at 9', '2026-12-05T09:00', { every: 'month', months: 2, day: 5 }],
  ['every 1st of the month at 9', '2026-12-01T09:00', { every: 'month', months: 1, day: 1 }],
  [
    'every last day of the month at 9',
    '2026-11-30T09:00',
    { every: 'month', months: 1, day: 31 },
    'last_day',
  ],
  ['end of every month at 18:00', '2026-11-30T18:00', { every: 'month', months: 1, day: 31 }, 'last_day'],
];

describe.each(ZONES)('plain words in %s', (zone) => {
  const now = Temporal.PlainDateTime.from(LOCAL).toZonedDateTime(zone).toInstant();

  test.each(READ.map(([phrase, wall, notes]) => ({ phrase, wall, notes })))(
    '$phrase is $wall',
    ({ phrase, wall, notes }) => {
      expect(readTimePhrase(phrase, now, zone)).toEqual({
        kind: 'when',
        wall,
        instant: null,
        rule: null,
        notes: notes?.split(',') ?? [],
      });
    },
  );

  test.each(ELAPSED)('%s is an instant, %s from now to the second', (phrase, duration) => {
    const at = now.toZonedDateTimeISO(zone).add(duration);
    expect(readTimePhrase(phrase, now, zone)).toEqual({
      kind: 'when',
      wall: at.toPlainDateTime().toString({ smallestUnit: 'minute' }),
      instant: at.toInstant().toString(),
      rule: null,
      notes: [],
    });
  });

  test.each(SERIES.map(([phrase, wall, rule, notes]) => ({ phrase, wall, rule, notes })))(
    '$phrase begins $wall',
    ({ phrase, wall, rule, notes }) => {
      const expected = { kind: 'when', wall, instant: null, rule, notes: notes?.split(',') ?? [] };
      expect(readTimePhrase(phrase, now, zone)).toEqual(expected);
    },
  );

  test.each(REFUSED)('%s is refused: %s', (phrase, why) => {
    expect(readTimePhrase(phrase, now, zone)).toMatchObject({ kind: 'refused', why });
  });
});

describe('where clocks change', () => {
  test.each([
    ['a skipped hour', '2027-03-10T12:00', 'march 14 at 2:30 am', '2027-03-14T03:30', 'gap'],
    ['an hour that comes twice', '2027-11-01T12:00', 'nov 7 at 1:30 am', '2027-11-07T01:30', 'fold'],
    ['an hour before', '2027-11-01T12:00', 'nov 7 at 12:30 am', '2027-11-07T00:30', ''],
    ['a day over the gap', '2027-03-13T12:00', 'in a day at 12:00', '2027-03-14T12:00', ''],
  ])('%s', (_, at, phrase, wall, note) => {
    const notes = note === '' ? [] : [note];
    const read = readTimePhrase(phrase, instantOf(at, 'America/New_York'), 'America/New_York');
    expect(read).toEqual({ kind: 'when', wall, instant: null, rule: null, notes });
  });

  test.each([
    ['over the gap', '2027-03-14T01:30', 'in an hour', '2027-03-14T03:30', '2027-03-14T07:30:00Z', ''],
    ['the first of two', '2027-11-07T00:30', 'in an hour', '2027-11-07T01:30', '2027-11-07T05:30:00Z', ''],
    ['the second', '2027-11-07T00:30', 'in 2 hours', '2027-11-07T01:30', '2027-11-07T06:30:00Z', 'second'],
    ['past both', '2027-11-07T00:30', 'in 3 hours', '2027-11-07T02:30', '2027-11-07T07:30:00Z', ''],
  ])('elapsed time is as long as it was said to be: %s', (_, at, phrase, wall, instant, note) => {
    const notes = note === '' ? [] : [note];
    const read = readTimePhrase(phrase, instantOf(at, 'America/New_York'), 'America/New_York');
    expect(read).toEqual({ kind: 'when', wall, instant, rule: null, notes });
  });

  test('a series keeps its own hour where the first falls into a gap', () => {
    const at = instantOf('2027-03-13T12:00', 'America/New_York');
    const read = readTimePhrase('every sunday at 2:30 am', at, 'America/New_York');
    expect(read).toMatchObject({ wall: '2027-03-14T02:30', notes: ['gap'] });
  });

  test('half an hour is skipped on Lord Howe', () => {
    const zone = 'Australia/Lord_Howe';
    const read = readTimePhrase('october 3 2027 at 02:15', instantOf('2027-09-01T12:00', zone), zone);
    expect(read).toEqual({
      kind: 'when',
      wall: '2027-10-03T02:45',
      instant: null,
      rule: null,
      notes: ['gap'],
    });
  });
});

test.each([
  ['the 31st', '2027-02-01T08:00', '2027-03-31'],
  ['the 29th', '2027-02-10T20:00', '2027-03-29'],
  ['the 29th', '2028-02-10T20:00', '2028-02-29'],
  ['the last day of the month', '2028-02-10T20:00', '2028-02-29'],
  ['the 31st', '2026-12-31T08:00', '2026-12-31'],
])('%s said at %s is %s', (phrase, at, day) => {
  expect(readTimePhrase(`${phrase} at 9`, instantOf(at, 'UTC'), 'UTC')).toMatchObject({
    wall: `${day}T09:00`,
  });
});

test('a day that is named from today is the same at every hour of the day', () => {
  for (const zone of ZONES) {
    for (let hour = 0; hour < 24; hour += 1) {
      const at = `2026-11-22T${String(hour).padStart(2, '0')}:59`;
      const wallFor = (phrase: string) => readTimePhrase(phrase, instantOf(at, zone), zone);
      expect(wallFor('tomorrow at 10'), at).toMatchObject({ wall: '2026-11-23T10:00' });
      expect(wallFor('midnight'), at).toMatchObject({ wall: '2026-11-23T00:00' });
      expect(wallFor('the day after tomorrow at noon'), at).toMatchObject({ wall: '2026-11-24T12:00' });
      expect(wallFor('monday at 7'), at).toMatchObject({ wall: '2026-11-23T07:00' });
      expect(wallFor('22 november 2027 at 10'), at).toMatchObject({ wall: '2027-11-22T10:00' });
    }
  }
});

test('whatever is read is to come, and at most two years off', () => {
  const words = fc.constantFrom(
    ...'tomorrow at 9 half past nine in two weeks friday next tonight noon dec 5 2027 on an hour and morning pm 14:30 31 feb from now the a'.split(
      ' ',
    ),
  );
  const phrases = fc.array(words, { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(' '));
  const moments = fc.integer({ min: 1_767_225_600, max: 1_830_297_600 });
  let read = 0;
  fc.assert(
    fc.property(phrases, moments, fc.constantFrom(...ZONES), (phrase, second, zone) => {
      const now = Temporal.Instant.fromEpochMilliseconds(second * 1000);
      const when = readTimePhrase(phrase, now, zone);
      if (when.kind === 'refused') return;
      read += 1;
      const at = when.instant ? Temporal.Instant.from(when.instant) : instantOf(when.wall, zone);
      const ahead = at.epochMilliseconds - now.epochMilliseconds;
      expect(ahead).toBeGreaterThan(0);
      expect(ahead).toBeLessThanOrEqual(FURTHEST_DAYS * 86_400_000);
    }),
    cases(600),
  );
  expect(read).toBeGreaterThan(10);
});
