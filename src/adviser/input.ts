import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { InputError } from '#app/adviser/verb.ts';
import { strictly } from '#core/strict.ts';
import { zoneSchema } from '#core/time/zone.ts';

/**
 * Reads a JSON file of one shape; a field that it does not know is a mistake.
 * @throws {InputError} with one line a problem, each with its field
 */
export async function readInput<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError([`${path}: is missing or can not be read`]);
  });
  const parsed = strictly(schema).safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues.map(
      ({ path: at, message }) => `${path}: ${at.map(String).join('.') || 'file'}: ${message}`,
    ),
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([`${path}: is not JSON: ${error instanceof Error ? error.message : 'unknown'}`]);
  }
}

/** An instant with its offset, such as `2027-03-16T09:00-04:00`; left out: now. @throws {InputError} */
export function readInstant(at: string | undefined): Temporal.Instant {
  if (at === undefined) return Temporal.Now.instant();
  try {
    return Temporal.Instant.from(at);
  } catch {
    throw new InputError([`--at: "${at}" is no instant such as 2027-03-16T09:00-04:00`]);
  }
}

/** An IANA zone; left out: UTC. @throws {InputError} */
export function readZone(zone: string | undefined): string {
  const parsed = zoneSchema.safeParse(zone ?? 'UTC');
  if (parsed.success) return parsed.data;
  throw new InputError([`--zone: "${zone}" is ${parsed.error.issues[0]?.message}`]);
}

/** An instant with its offset in a zone: `2027-03-18T21:00:00-04:00[America/New_York]`. */
export function inZone(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toString({ smallestUnit: 'second' });
}
