import { setTimeout as pause } from 'node:timers/promises';
import { noClock } from './harness/clock.ts';
import type { Fault } from './harness/fault.ts';

/**
 * Times that daylight saving skips and times that it brings twice, each with the instant at which it is right (what is
 * skipped comes later by the length of the gap, of two the first), and how long the change is.
 */
const CHANGES = [
  { zone: 'America/New_York', wall: '2027-03-14T02:30', at: '2027-03-14T07:30Z', minutes: 60 },
  { zone: 'America/New_York', wall: '2027-11-07T01:30', at: '2027-11-07T05:30Z', minutes: 60 },
  { zone: 'Europe/London', wall: '2027-03-28T01:30', at: '2027-03-28T01:30Z', minutes: 60 },
  { zone: 'Europe/London', wall: '2027-10-31T01:30', at: '2027-10-31T00:30Z', minutes: 60 },
  { zone: 'Australia/Lord_Howe', wall: '2027-10-03T02:15', at: '2027-10-02T15:45Z', minutes: 30 },
  { zone: 'Australia/Lord_Howe', wall: '2027-04-04T01:45', at: '2027-04-03T14:45Z', minutes: 30 },
] as const;

const BEFORE_S = 4;
const PASSED_MS = (BEFORE_S + 3) * 1000;

/** Rematch lives through the time as it would be before the change, as it is, and as it would be after the change. */
export const daylightSaving: Fault = {
  name: 'daylight saving begins or ends (New York, London, Lord Howe)',
  mayRepeat: false,
  absent: noClock,
  hasClock: true,
  async happen({ start, plan, quiet, setClock }, chance) {
    const { zone, wall, at, minutes } = chance.pick(CHANGES);
    const right = Date.parse(at);
    const before = (instant: number): Promise<void> =>
      setClock(Math.round((instant - Date.now()) / 1000 - chance.between(1, BEFORE_S)));
    await plan(4, { zone, wall, at: right });
    await before(right - minutes * 60_000);
    await start();
    await pause(PASSED_MS);
    await before(right);
    await quiet();
    await before(right + minutes * 60_000);
    await pause(PASSED_MS);
  },
};
