import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { EVENTS, readWhen, type Season } from '#core/knowledge/season.ts';
import { cyclesAt, nextDeadline } from '#core/season/cycle.ts';
import { dayOf, isProvisional, isQuiet, seasonAt, startOf } from '#core/season/season.ts';
import { cycle, knowledge, NOW, person } from '../assessment/people.ts';

const { seasons } = knowledge;
const season = (year: number): Season => {
  const found = seasons.find((one) => one.year === year);
  if (!found) throw new Error(`no season ${year}`);
  return found;
};
const at = (text: string) => Temporal.Instant.from(text);

test('the seasons that are known, oldest first, each with every event', () => {
  expect(seasons.map(({ year }) => year)).toEqual([2026, 2027, 2028, 2029]);
  for (const { events } of seasons) expect(Object.keys(events)).toEqual([...EVENTS]);
});

test.each([
  [2026, 'match_status', '2026-03-16T14:00:00Z'],
  [2026, 'soap_ends', '2026-03-20T01:00:00Z'],
  [2026, 'match_day', '2026-03-20T16:00:00Z'],
  // US daylight saving starts on Sunday 14 March 2027, the day before.
  [2027, 'quiet_begins', '2027-03-15T04:00:00Z'],
  [2027, 'match_status', '2027-03-15T14:00:00Z'],
  [2027, 'soap_apply', '2027-03-15T15:00:00Z'],
  [2027, 'soap_review', '2027-03-16T12:00:00Z'],
  [2027, 'round_1', '2027-03-18T13:00:00Z'],
  [2027, 'round_4', '2027-03-18T22:00:00Z'],
  [2027, 'soap_ends', '2027-03-19T01:00:00Z'],
  [2028, 'match_status', '2028-03-13T14:00:00Z'],
] as const)('%i: %s is at %s', (year, key, instant) =>
  expect(startOf(season(year), key).toString()).toBe(instant),
);

test.each([2026, 2027, 2028, 2029])('%i: Match Week is a Monday to the third Friday of March', (year) => {
  const zone = 'America/New_York';
  expect(dayOf(season(year), 'match_status', zone).dayOfWeek).toBe(1);
  const friday = dayOf(season(year), 'match_day', zone);
  expect([friday.dayOfWeek, friday.month, Math.ceil(friday.day / 7)]).toEqual([5, 3, 3]);
});

test('only what was published is confirmed; a part of a month never is', () => {
  const confirmed = (year: number) => EVENTS.filter((key) => !isProvisional(season(year).events[key]));
  expect(confirmed(2026)).toEqual([
    'eras_opens',
    'eras_submit',
    'programs_review',
    'quiet_begins',
    'match_status',
    'soap_apply',
    'soap_review',
    'soap_ends',
    'match_day',
    'eras_ends',
  ]);
  for (const year of [2027, 2028, 2029]) expect(confirmed(year)).toEqual([]);
});

test('a part of a month stays one, and is planned for by its first day', () => {
  expect(readWhen(season(2027).events.eras_opens.when)).toEqual({
    kind: 'window',
    month: '2026-06',
    part: 'early',
  });
  expect(dayOf(season(2027), 'eras_opens', 'Asia/Karachi').toString()).toBe('2026-06-01');
  expect(dayOf(season(2028), 'nrmp_registration', 'UTC').toString()).toBe('2027-09-11');
  expect(dayOf(season(2028), 'programs_review', 'UTC').toString()).toBe('2027-09-21');
});

test('a moment falls on the day of the person who waits for it', () => {
  expect(dayOf(season(2027), 'soap_ends', 'America/Los_Angeles').toString()).toBe('2027-03-18');
  expect(dayOf(season(2027), 'soap_ends', 'Asia/Kolkata').toString()).toBe('2027-03-19');
});

test.each([
  ['America/New_York', ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18']],
  ['America/Los_Angeles', ['2027-03-14', '2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18']],
  ['Asia/Kolkata', ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18', '2027-03-19']],
  ['Australia/Sydney', ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18', '2027-03-19']],
])('the quiet days of 2027 in %s', (zone, quiet) => {
  const days = Array.from({ length: 20 }, (_, index) =>
    Temporal.PlainDate.from('2027-03-08').add({ days: index }),
  );
  expect(days.filter((day) => isQuiet(seasons, day, zone)).map(String)).toEqual(quiet);
});

test('the season of a day', () => {
  expect(seasonAt(seasons, NOW)?.year).toBe(2027);
  expect(seasonAt(seasons, at('2027-05-31T12:00:00Z'))?.year).toBe(2027);
  expect(seasonAt(seasons, at('2027-06-01T04:00:00Z'))?.year).toBe(2028);
  expect(seasonAt(seasons, at('2025-06-04T12:59:59Z'))).toBeNull();
});

test('who takes part has until the rank list deadline, everybody else until programs review', () => {
  const lead = knowledge.assessment.rules;
  const deadline = (told: Parameters<typeof person>[0], now = NOW) =>
    nextDeadline(cyclesAt(person(told), seasons, now, lead), now)?.toString();
  const applying = { cycles: [cycle(2027, 1, { outcome: 'applying' as const })] };
  expect(deadline(applying)).toBe('2027-03-04T02:00:00Z');
  // From the deadline on everything counts to September.
  expect(deadline(applying, at('2027-03-04T01:59:59Z'))).toBe('2027-03-04T02:00:00Z');
  expect(deadline(applying, at('2027-03-04T02:00:00Z'))).toBe('2027-09-21T04:00:00Z');
  expect(deadline({})).toBe('2027-09-21T04:00:00Z');
  expect(deadline({ cycles: [cycle(2027, 1)] }, at('2027-03-19T01:00:00Z'))).toBe('2027-09-21T04:00:00Z');
  // A season that is days away is not one to aim at.
  expect(deadline({}, at('2027-09-07T03:00:00Z'))).toBe('2027-09-21T04:00:00Z');
  expect(deadline({}, at('2027-09-08T12:00:00Z'))).toBe('2028-09-21T04:00:00Z');
});
