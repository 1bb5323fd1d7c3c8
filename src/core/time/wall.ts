import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A wall-clock time without zone, to the minute: `2027-03-14T02:30`. */
export const wallSchema = z.iso.datetime({ local: true, precision: -1 }).regex(/\d$/);

/** `HH:mm`, wall clock. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** The time of day for anything that has a day but no time of its own. */
export const MORNING = '09:00';

/** Cached: each look at a record asks for the same few times again, and computing them is slow. */
const instants = new Map<string, Temporal.Instant>();
const MOST_INSTANTS = 10_000;

/**
 * The instant of a wall-clock time (`YYYY-MM-DDTHH:mm`) in a zone. A time that daylight saving skips moves later by the
 * length of the gap. For a time that occurs twice, it is the first.
 */
export function instantOf(wall: string, zone: string): Temporal.Instant {
  const name = `${wall} ${zone}`;
  const known = instants.get(name);
  if (known) return known;
  const instant = Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant();
  if (instants.size >= MOST_INSTANTS) instants.clear();
  instants.set(name, instant);
  return instant;
}

/** The wall-clock time of an instant in a zone: `YYYY-MM-DDTHH:mm`, seconds cut off. */
export function wallOf(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The same, for a time to come back at. If the hour repeats, its second pass has no name, so it is an hour later. */
export function laterWall(instant: Temporal.Instant, zone: string): string {
  return wallOf(isSecondPass(instant, zone) ? instant.add({ hours: 1 }) : instant, zone);
}

/** True in an hour that clocks going back have repeated: its wall-clock time names the first pass. */
export function isSecondPass(instant: Temporal.Instant, zone: string): boolean {
  return instantOf(wallOf(instant, zone), zone).until(instant).total('minutes') >= 1;
}

/** The day that it is in a zone. */
export function todayIn(now: Temporal.Instant, zone: string): Temporal.PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}
