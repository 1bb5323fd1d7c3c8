import { Temporal } from 'temporal-polyfill';
import { instantOf, MORNING } from '#core/time/wall.ts';

/** A day as the number of days since 1970-01-01, so that comparing thousands of them costs nothing. */
export type Day = number;

const DAY_MS = 86_400_000;
const MOST_KNOWN = 20_000;

export function readDay(iso: string): Day {
  return Math.round(Date.parse(`${iso}T00:00Z`) / DAY_MS);
}

/** The same few days are named for hundreds of contacts. */
const names = new Map<Day, string>();

/** `YYYY-MM-DD`. */
export function isoOf(day: Day): string {
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (names.size >= MOST_KNOWN) names.clear();
  names.set(day, name);
  return name;
}

/** Monday is 1. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Offsets of zones at the start of a week: asking a zone is slow, and a long log asks it for thousands of moments. */
const offsets = new Map<string, Map<number, number>>();
/** No zone moves its clocks twice within a week, so two weeks that begin alike have nothing between them. */
const WEEK_MS = 7 * DAY_MS;

/** The day on which an instant, in milliseconds since 1970, falls in a zone. */
export function dayIn(zone: string, ms: number): Day {
  const week = Math.floor(ms / WEEK_MS);
  const [from, to] = [offsetAt(zone, week), offsetAt(zone, week + 1)];
  return Math.floor((ms + (from === to ? from : freshOffset(zone, ms))) / DAY_MS);
}

function offsetAt(zone: string, week: number): number {
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  const known = ofZone.get(week);
  if (known !== undefined) return known;
  const offset = freshOffset(zone, week * WEEK_MS);
  if (ofZone.size >= MOST_KNOWN) ofZone.clear();
  ofZone.set(week, offset);
  offsets.set(zone, ofZone);
  return offset;
}

function freshOffset(zone: string, ms: number): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return offsetNanoseconds / 1_000_000;
}

/** The same few mornings are asked about for hundreds of contacts, and always as the same object. */
const mornings = new Map<string, Map<Day, Temporal.Instant>>();

/** Nine in the morning of a day: what is not allowed by then is not allowed that day. */
export function morningOf(day: Day, zone: string): Temporal.Instant {
  const ofZone = mornings.get(zone) ?? new Map<Day, Temporal.Instant>();
  const known = ofZone.get(day);
  if (known !== undefined) return known;
  const morning = instantOf(`${isoOf(day)}T${MORNING}`, zone);
  if (ofZone.size >= MOST_KNOWN) ofZone.clear();
  ofZone.set(day, morning);
  mornings.set(zone, ofZone);
  return morning;
}

/** The first day whose morning is not before an instant. */
export function firstDayFrom(at: Temporal.Instant, zone: string): Day {
  const day = dayIn(zone, at.epochMilliseconds);
  return Temporal.Instant.compare(morningOf(day, zone), at) < 0 ? day + 1 : day;
}
