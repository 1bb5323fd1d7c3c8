import { z } from 'zod';
import { parseGiven } from '#app/adviser/input.ts';
import { type Given, InputError } from '#app/adviser/verb.ts';
import { exportedApplicantSchema } from '#core/record/applicant.ts';
import { addresseeSchema, type Grounds, groundsSchema } from '#core/record/grounds.ts';
import type { Profile } from '#core/record/profile.ts';
import { strictly } from '#core/strict.ts';
import { migrate, NewerRecordError, RECORD_MIGRATIONS } from '#store/migrations.ts';

const wholeSchema = exportedApplicantSchema.extend({ to: addresseeSchema.nullable().default(null) });
/** The schema of what the adviser reads: a whole record as the bot exports it, or part of one. */
export const recordSchema = z.union([wholeSchema, groundsSchema]);

const wholeStrictly = strictly(wholeSchema);
const groundsStrictly = strictly(groundsSchema);

/**
 * Reads a record, whole or as small as `{ "profile": … }`.
 * @throws {InputError} with one line per problem, each with its field
 */
export function readGrounds(given: Given | undefined): Grounds {
  if (!given) throw new InputError(['record: is missing']);
  const { name, value } = given;
  const isWhole = typeof value === 'object' && value !== null && 'schema' in value;
  if (!isWhole) return parseGiven(given, groundsStrictly, 'record');
  return parseGiven({ name, value: brought(name, value) }, wholeStrictly, 'record');
}

/** The profile from `readGrounds`. @throws {InputError} for the same reasons */
export function readProfile(given: Given | undefined): Profile {
  return readGrounds(given).profile;
}

function brought(name: string, value: unknown): unknown {
  try {
    return migrate(value, RECORD_MIGRATIONS);
  } catch (error) {
    const why = error instanceof NewerRecordError ? error.message : 'has no version that can be read';
    throw new InputError([`${name}: schema: ${why}`]);
  }
}
