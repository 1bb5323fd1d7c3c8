import { fileURLToPath } from 'node:url';
import type { Temporal } from 'temporal-polyfill';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { endOf } from '#core/season/season.ts';
import { filesThatReach } from './imports.ts';
import type { Run } from './runs.ts';

/** Rooms whose behaviour could depend on the date. */
const ROOMS = /^test\/(contract|bots\/commands|jobs|core)\//;

/** A test that never sees the tests' clock names its own date, and says the same on every day. */
const dateBound = () => filesThatReach('test/clock.ts').filter((file) => ROOMS.test(file));

/** Starts at which something has gone wrong, or could: ISO 8601 instants. */
const STARTS: Readonly<Record<string, string>> = {
  'a Friday': '2026-11-27T17:00:00Z',
  'New Year’s Eve': '2026-12-31T23:30:00Z',
  'the night before a leap day ends': '2028-02-29T23:59:00Z',
  'New York puts its clocks forward': '2027-03-14T06:59:00Z',
  'New York puts its clocks back': '2027-11-07T05:59:00Z',
  'London puts its clocks forward': '2027-03-28T00:59:00Z',
  'London puts its clocks back': '2027-10-31T00:59:00Z',
  'Match Monday, midnight in New York': '2027-03-15T04:00:00Z',
  'Thursday of Match Week, between two rounds': '2027-03-18T14:25:00Z',
  'Thursday of Match Week, SOAP is over': '2027-03-19T01:30:00Z',
  'the day after Match Day': '2027-03-20T16:00:00Z',
};

/** The tests that depend on the date, once for each hard day. */
export async function dayRuns(): Promise<readonly Run[]> {
  const args = dateBound();
  const starts = { ...STARTS, 'a day after the last season we know': await afterLastSeason() };
  return Object.entries(starts).map(([name, start]) => ({
    title: `${name} (${start})`,
    args,
    env: { REMATCH_TEST_NOW: start },
  }));
}

/** Two of the runs, different ones each day of the year, so that all of them have run within a week. */
export function twoOf(runs: readonly Run[], day: Temporal.PlainDate): readonly Run[] {
  return [0, 1].flatMap((offset) => runs[(day.dayOfYear * 2 + offset) % runs.length] ?? []);
}

async function afterLastSeason(): Promise<string> {
  const { seasons } = await loadKnowledge(fileURLToPath(new URL('../config/knowledge/', import.meta.url)));
  const last = seasons.at(-1);
  if (!last) throw new Error('no season is known');
  return endOf(last, 'match_day').add({ hours: 24 }).toString();
}
