import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '#app/adviser/verb.ts';
import { applicantSchema } from '#core/applicant.ts';
import { type Profile, profileSchema } from '#core/assessment/profile.ts';
import { strictly } from '#core/strict.ts';
import { migrate, NewerRecordError } from '#store/migrations.ts';

/** Enough for an assessment: a whole record is an export of the bot, with its version. */
const profileOnlySchema = z.object({ profile: profileSchema });
/** The schema of what `assess` reads. */
export const recordSchema = z.union([applicantSchema, profileOnlySchema]);

/**
 * Reads the profile out of a record, whole or just `{ "profile": … }`.
 * @throws {InputError} with one line a problem, each with the field that it is in
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError([`${path}: is missing or can not be read`]);
  });
  const told = parseJson(path, text);
  const isWhole = typeof told === 'object' && told !== null && 'schema' in told;
  const parsed = isWhole
    ? strictly(applicantSchema).safeParse(brought(path, told))
    : strictly(profileOnlySchema).safeParse(told);
  if (parsed.success) return parsed.data.profile;
  throw new InputError(
    parsed.error.issues.map(
      ({ path: at, message }) => `${path}: ${at.map(String).join('.') || 'record'}: ${message}`,
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

function brought(path: string, told: unknown): unknown {
  try {
    return migrate(told);
  } catch (error) {
    const why = error instanceof NewerRecordError ? error.message : 'has no version that can be read';
    throw new InputError([`${path}: schema: ${why}`]);
  }
}
