import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Given, InputError } from '#app/adviser/verb.ts';
import { zoneSchema } from '#core/time/zone.ts';

/**
 * Parses a value from outside. `schema` comes from `strictly`, so that a misspelt field is an error.
 * @throws {InputError} with one line per problem, each with its field; `whole` names the value itself
 */
export function parseGiven<T>(given: Given | undefined, schema: z.ZodType<T>, whole = 'file'): T {
  const name = given?.name ?? whole;
  const parsed = schema.safeParse(given?.value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues.map(
      ({ path, message }) => `${name}: ${path.map(String).join('.') || whole}: ${message}`,
    ),
  );
}

/** @throws {InputError} */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([`${name}: is not JSON: ${error instanceof Error ? error.message : 'unknown'}`]);
  }
}

/**
 * A moment: with its offset (`2027-03-16T09:00-04:00`), as a wall-clock time in `zone` (`2027-03-16T09:00`), or as a
 * day, which means noon there; if absent: now. @throws {InputError}
 */
export function readInstant(at: string | undefined, now: Temporal.Instant, zone = 'UTC'): Temporal.Instant {
  if (at === undefined) return now;
  try {
    if (isDay(at)) return noonIn(Temporal.PlainDate.from(at), zone);
    if (/(?:Z|[+-]\d\d(?::?\d\d)?)(?:\[.*\])?$/i.test(at)) return Temporal.Instant.from(at);
    return Temporal.PlainDateTime.from(at).toZonedDateTime(zone).toInstant();
  } catch {
    throw new InputError([`--at: "${at}" is no moment such as 2027-03-16T09:00-04:00, and no day`]);
  }
}

function noonIn(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant();
}

/** An IANA zone; if absent: UTC. @throws {InputError} */
export function readZone(zone: string | undefined): string {
  const parsed = zoneSchema.safeParse(zone ?? 'UTC');
  if (parsed.success) return parsed.data;
  throw new InputError([`--zone: "${zone}" is ${parsed.error.issues[0]?.message}`]);
}

/** Whether an option is a day `YYYY-MM-DD`. */
function isDay(at: string | undefined): at is string {
  return z.iso.date().safeParse(at).success;
}

/** An instant with its offset in a zone: `2027-03-18T21:00:00-04:00[America/New_York]`. */
export function inZone(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toString({ smallestUnit: 'second' });
}
