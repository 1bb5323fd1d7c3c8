import type { Temporal } from 'temporal-polyfill';
import type { Season } from '#core/knowledge/season.ts';
import type { Message } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';
import type { Contact, Soap } from '#core/record/soap.ts';
import { remember } from '#core/remember.ts';
import { isDuring, isSameProgram, plainName } from '#core/soap/log.ts';

/** Where it is told who wrote to the applicant: the logs of their people, and the list that a record given as a file may have. */
export interface Contacted {
  readonly soap: Soap;
  readonly people?: readonly Addressee[];
}

/** Names of programs in SOAP have this length. */
const LONGEST_NAME = 60;

/** The program that somebody belongs to; a program is its own. */
function programOf({ program, name }: Addressee): string {
  return (program ?? name).slice(0, LONGEST_NAME).trim();
}

const HOW: Partial<Record<Message['kind'], Contact['how']>> = { call: 'call', mail: 'mail' };

/** Every time that somebody got in touch. Where nobody asked, the applicant counts as having applied there. */
export function contactsIn({ soap, people = [] }: Contacted): readonly Contact[] {
  return [...soap.contacts, ...people.flatMap(contactsOf)];
}

function contactsOf(one: Addressee, index: number): readonly Contact[] {
  const id = 'id' in one && typeof one.id === 'string' ? one.id : `contact${index}`;
  const program = programOf(one);
  return one.log
    .filter(({ from }) => from === 'them')
    .map(({ at, kind, applied = true }) => ({ id, program, at, how: HOW[kind] ?? 'other', applied }));
}

/** Who belongs to which program, by its plain name: the gate looks only at those who do. */
export const byProgram = remember(function byProgram(
  people: readonly Addressee[],
): ReadonlyMap<string, readonly Addressee[]> {
  return Map.groupBy(people, (one) => plainName(programOf(one)));
});

/** The contacts that a program started in the quiet time of a season, up to `now`, the latest last. */
export function contactsWith(
  { soap, people = [] }: Contacted,
  program: string,
  season: Season,
  now: Temporal.Instant,
): readonly Contact[] {
  const told = soap.contacts.filter((contact) => isSameProgram(contact.program, program));
  const logged = people.filter((one) => isSameProgram(programOf(one), program)).flatMap(contactsOf);
  return [...told, ...logged]
    .filter(({ at }) => isDuring(season, at) && Date.parse(at) <= now.epochMilliseconds)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
