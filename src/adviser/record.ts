import { z } from 'zod';
import { parseGiven } from '#app/adviser/input.ts';
import { type Given, InputError } from '#app/adviser/verb.ts';
import { applicantSchema, exportedApplicantSchema } from '#core/applicant.ts';
import { type Profile, profileSchema } from '#core/assessment/profile.ts';
import { correspondentSchema } from '#core/record/correspondent.ts';
import { strictly } from '#core/strict.ts';
import { migrate, NewerRecordError, RECORD_MIGRATIONS } from '#store/migrations.ts';

/** Whom a text is for, with all that was said in both directions. */
const addressee = { to: correspondentSchema.omit({ id: true }).nullable().default(null) };
const wholeSchema = exportedApplicantSchema.extend(addressee);
/** Enough for every answer: a whole record is an export of the bot, with its version. */
const partSchema = z.object({
  profile: profileSchema,
  ...applicantSchema.pick({ soap: true, letterhead: true, story: true, practice: true, people: true }).shape,
  ...addressee,
});
/** The schema of what the adviser reads. */
export const recordSchema = z.union([wholeSchema, partSchema]);
/** What the adviser knows of a person: all but `profile` may be left out of what is given. */
export type Facts = z.infer<typeof partSchema>;

const wholeStrictly = strictly(wholeSchema);
const partStrictly = strictly(partSchema);

/**
 * Reads a record, whole or as little as `{ "profile": … }`.
 * @throws {InputError} with one line a problem, each with the field that it is in
 */
export function readFacts(given: Given | undefined): Facts {
  if (!given) throw new InputError(['record: is missing']);
  const { name, value } = given;
  const isWhole = typeof value === 'object' && value !== null && 'schema' in value;
  if (!isWhole) return parseGiven(given, partStrictly, 'record');
  return parseGiven({ name, value: brought(name, value) }, wholeStrictly, 'record');
}

/** The profile of `readFacts`. @throws {InputError} as that does */
export function readProfile(given: Given | undefined): Profile {
  return readFacts(given).profile;
}

function brought(name: string, value: unknown): unknown {
  try {
    return migrate(value, RECORD_MIGRATIONS);
  } catch (error) {
    const why = error instanceof NewerRecordError ? error.message : 'has no version that can be read';
    throw new InputError([`${name}: schema: ${why}`]);
  }
}
