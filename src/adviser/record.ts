import { z } from 'zod';
import { parseGiven } from '#app/adviser/input.ts';
import { type Given, InputError } from '#app/adviser/verb.ts';
import { exportedApplicantSchema } from '#core/applicant.ts';
import { type Profile, profileSchema } from '#core/assessment/profile.ts';
import { strictly } from '#core/strict.ts';
import { migrate, NewerRecordError, RECORD_MIGRATIONS } from '#store/migrations.ts';

/** Enough for an assessment: a whole record is an export of the bot, with its version. */
const profileOnlySchema = z.object({ profile: profileSchema });
/** The schema of what `assess` reads. */
export const recordSchema = z.union([exportedApplicantSchema, profileOnlySchema]);

const wholeStrictly = strictly(exportedApplicantSchema);
const profileStrictly = strictly(profileOnlySchema);

/**
 * Reads the profile out of a record, whole or just `{ "profile": … }`.
 * @throws {InputError} with one line a problem, each with the field that it is in
 */
export function readProfile(given: Given | undefined): Profile {
  if (!given) throw new InputError(['record: is missing']);
  const { name, value } = given;
  const isWhole = typeof value === 'object' && value !== null && 'schema' in value;
  if (!isWhole) return parseGiven(given, profileStrictly, 'record').profile;
  return parseGiven({ name, value: brought(name, value) }, wholeStrictly, 'record').profile;
}

function brought(name: string, value: unknown): unknown {
  try {
    return migrate(value, RECORD_MIGRATIONS);
  } catch (error) {
    const why = error instanceof NewerRecordError ? error.message : 'has no version that can be read';
    throw new InputError([`${name}: schema: ${why}`]);
  }
}
