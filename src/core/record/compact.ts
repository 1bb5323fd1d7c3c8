import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent } from '#core/record/correspondent.ts';

/**
 * A record as it is stored: what the schema puts back when it is read is left out of people and their logs, which is half of
 * what two hundred contacts would take.
 */
export function compact(person: Applicant): unknown {
  return { ...person, people: person.people.map(compactContact) };
}

function compactContact({ letter, log, ...rest }: Correspondent): unknown {
  return lean({ ...rest, letter: letter && lean(letter), log: log.map(lean) });
}

/** Every field of these shapes that may be null, false, empty or not told has that as its default. */
function lean(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isDefault(one)));
}

function isDefault(value: unknown): boolean {
  return (
    value === null || value === false || value === 'unknown' || (Array.isArray(value) && value.length === 0)
  );
}
