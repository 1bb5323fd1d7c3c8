import { z } from 'zod';
import { contactsIntoPeople } from '#store/contacts-into-people.ts';

/** Turns a document of one version into the next; `schema` is raised by `migrate`. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** For people's records, in order: the first turns version 1 into 2. Our version is one more than their number. */
export const RECORD_MIGRATIONS: readonly Migration[] = [contactsIntoPeople];

/** The document was written by a later Rematch, which this one would damage. */
export class NewerRecordError extends Error {
  override readonly name = 'NewerRecordError';
}

const versioned = z.looseObject({ schema: z.int().min(1) });

/**
 * Brings a stored document up to our version.
 * @throws {NewerRecordError} for a version after ours, {z.ZodError} for something without a version
 */
export function migrate(stored: unknown, migrations: readonly Migration[]): unknown {
  const record = versioned.parse(stored);
  const ours = migrations.length + 1;
  if (record.schema > ours)
    throw new NewerRecordError(
      `a record has version ${record.schema}, this Rematch knows ${ours}: start the newer one`,
    );

  return migrations
    .slice(record.schema - 1)
    .reduce<unknown>(
      (older, step, index) => ({ ...step(versioned.parse(older)), schema: record.schema + index + 1 }),
      record,
    );
}
