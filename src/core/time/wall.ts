import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A wall-clock time without zone, to the minute: `2027-03-14T02:30`. */
export const wallSchema = z.iso.datetime({ local: true, precision: -1 }).regex(/\d$/);

/** `HH:mm`, wall clock. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** The hour at which something speaks up that has a day and no hour of its own. */
export const MORNING = '09:00';

/** Each look at a record asks for the same few times again, and the calendar is slow to say. */
const instants = new Map<string, Temporal.Instant>();
const MOST_INSTANTS = 10_000;

/**
 * The instant of a wall-clock time (`YYYY-MM-DDTHH:mm`) in a zone. A time that daylight saving skips is moved later by
 * the length of the gap; of a time that comes twice the first is taken.
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

/** The wall-clock time (`YYYY-MM-DDTHH:mm`, seconds cut) of an instant in a zone. */
export function wallOf(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The same, to come back to it later: no wall clock names the second pass through an hour, so the one after it is taken. */
export function laterWall(instant: Temporal.Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  const isSecond = instantOf(wall, zone).until(instant).total('minutes') >= 1;
  return isSecond ? wallOf(instant.add({ hours: 1 }), zone) : wall;
}
