import type { Applicant } from '#core/record/applicant.ts';
import { NOW } from './help.ts';

/** A change that adds to what the record holds already, so that a lost one shows in the sum. */
export function later(ms: number): (person: Applicant) => Applicant {
  return (person) => ({
    ...person,
    identities: person.identities.map((identity) => ({
      ...identity,
      seenAt: new Date(Date.parse(identity.seenAt) + ms).toISOString(),
    })),
  });
}

/** What was added since the record was made at `NOW`. */
export function total(person: Applicant | null): number {
  return Date.parse(person?.identities[0]?.seenAt ?? '') - Date.parse(NOW);
}
