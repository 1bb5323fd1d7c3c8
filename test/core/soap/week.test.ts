import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { sayMoment } from '#core/gate/verdict-parts.ts';
import { edgesOf, momentsOf, weekAt } from '#core/soap/week.ts';
import { wallOf } from '#core/time/wall.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';

const { seasons } = knowledge;

/** Monday 00:00 Eastern in UTC: daylight saving has begun in the US in both years. */
const MONDAY = { 2026: Date.UTC(2026, 2, 16, 4), 2027: Date.UTC(2027, 2, 15, 4) } as const;

/** Hours after Monday 00:00 Eastern, as the schedule has been published, and what holds from there. */
const SCHEDULE = [
  [0, 'quiet', 'quiet_begins', 'start'],
  [10, 'status', 'match_status', 'start'],
  [11, 'apply', 'soap_apply', 'start'],
  [24 + 8, 'review', 'soap_review', 'start'],
  [72 + 9, 'round', 'round_1', 'start'],
  [72 + 11, 'between', 'round_1', 'end'],
  [72 + 12, 'round', 'round_2', 'start'],
  [72 + 14, 'between', 'round_2', 'end'],
  [72 + 15, 'round', 'round_3', 'start'],
  [72 + 17, 'between', 'round_3', 'end'],
  [72 + 18, 'round', 'round_4', 'start'],
  [72 + 20, 'closing', 'round_4', 'end'],
  [72 + 21, 'open', 'soap_ends', 'start'],
  [96 + 12, 'results', 'match_day', 'start'],
] as const;

/** Minutes from UTC in both weeks: Europe has not changed its clocks yet, Sydney has not changed back. */
const ZONES = {
  'America/New_York': -240,
  'America/Los_Angeles': -420,
  'Europe/London': 0,
  'Europe/Berlin': 60,
  'Africa/Lagos': 60,
  'Asia/Karachi': 300,
  'Asia/Kolkata': 330,
  'Asia/Kathmandu': 345,
  'Australia/Sydney': 660,
} as const;

const wallAt = (epoch: number, offset: number): string =>
  new Date(epoch + offset * 60_000).toISOString().slice(0, 16);

describe.each([2026, 2027] as const)('every hour of Match Week %i', (year) => {
  test.each(Object.entries(ZONES))('in %s', (zone, offset) => {
    let checked = 0;
    for (let minute = 0; minute < 5 * 24 * 60; minute += 30) {
      for (const second of [0, 1799]) {
        const epoch = MONDAY[year] + minute * 60_000 + second * 1000;
        const now = Temporal.Instant.fromEpochMilliseconds(epoch);
        const hour = minute / 60 + second / 3600;
        const current = SCHEDULE.findLast(([from]) => from <= hour);
        const next = SCHEDULE.find(([from]) => from > hour);
        const week = weekAt(seasons, now);
        expect([week?.season.year, week?.phase]).toEqual([year, current?.[1]]);
        expect(week?.next && [week.next.event, week.next.edge]).toEqual(next ? [next[2], next[3]] : null);
        if (next && week?.next) {
          const local = wallAt(MONDAY[year] + next[0] * 3_600_000, offset);
          expect(wallOf(week.next.at, zone)).toBe(local);
          expect(sayMoment(week.next.at, false, zone, now, say)).toContain(local.slice(11));
        }
        expect(wallOf(now, zone)).toBe(wallAt(epoch, offset));
        checked += 1;
      }
    }
    expect(checked).toBe(480);
  });

  test('the rounds count from one to four', () => {
    const rounds = SCHEDULE.filter(([, , event]) => event.startsWith('round'));
    for (const [hour, , event] of rounds) {
      const week = weekAt(seasons, Temporal.Instant.fromEpochMilliseconds(MONDAY[year] + hour * 3_600_000));
      expect(week?.round).toBe(Number(event.at(-1)));
    }
  });

  test('a minute before its Monday it is before, after its Friday it is the next year', () => {
    const at = (hours: number) =>
      weekAt(seasons, Temporal.Instant.fromEpochMilliseconds(MONDAY[year] + hours * 3_600_000 - 1000));
    expect([at(0)?.season.year, at(0)?.phase]).toEqual([year, 'before']);
    expect([at(120)?.season.year, at(120)?.phase]).toEqual([year, 'results']);
    expect([at(120.01)?.season.year, at(120.01)?.phase]).toEqual([year + 1, 'before']);
  });
});

test('after the last season file there is nothing to say', () => {
  expect(weekAt(seasons, Temporal.Instant.from('2029-12-01T00:00:00Z'))).toBeNull();
});

test('the edges lie in order, and the rounds of 2026 rest on one unofficial page', () => {
  for (const season of seasons) {
    const at = edgesOf(season).map((edge) => edge.at.epochMilliseconds);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(new Set(at).size).toBe(14);
  }
  const [first] = seasons;
  const provisional = first ? edgesOf(first).filter((edge) => edge.provisional) : [];
  expect(new Set(provisional.map(({ event }) => event))).toEqual(
    new Set(['round_1', 'round_2', 'round_3', 'round_4']),
  );
});

test('each round speaks at its start, half an hour before its end, and at its end', () => {
  for (const season of seasons) {
    const moments = new Map(momentsOf(season, knowledge.soap.moments).map((one) => [one.rule.id, one]));
    for (const round of [1, 2, 3, 4]) {
      const [start, half, end] = ['', '_half', '_end'].map(
        (name) => moments.get(`round_${round}${name}`)?.at,
      );
      expect(start?.until(half ?? start).total('minutes')).toBe(90);
      expect(half?.until(end ?? half).total('minutes')).toBe(30);
    }
  }
});

test('no moment counts hours in its words: they hold until the next one, however late it comes', () => {
  const counted = knowledge.soap.moments.filter((rule) =>
    [rule, ...(rule.with_offer ? [rule.with_offer] : [])].some(({ title, why, how }) =>
      /half an hour|in (an|one|two|three) |tonight/i.test([title, why, how].join(' ')),
    ),
  );
  expect(counted.map(({ id }) => id)).toEqual([]);
});
