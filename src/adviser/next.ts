import { readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import type { Given, Verb } from '#app/adviser/verb.ts';
import { type Contact, momentOf } from '#core/etiquette/case.ts';
import { nextOfEach } from '#core/etiquette/next.ts';
import { findAmong } from '#core/people/read-lines.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** Says for every contact of a record, and every kind of message, whether it may be written, and if not, when and why. */
export const next: Verb = {
  usage: 'next RECORD.json [--at DATETIME] [--zone Z]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record',
  run: ([record], { at, zone: told }, { knowledge, now: today }) => {
    const { given, isNamed } = withIds(record);
    const grounds = readGrounds(given);
    const zone = told === undefined ? (grounds.settings.zone ?? readZone(told)) : readZone(told);
    const moment = momentOf({ ...grounds, settings: { zone } }, knowledge, readInstant(at, today, zone));
    const value = contactsIn(grounds).flatMap((contact) => {
      const { id, name } = contact;
      const shown = id === undefined || !isNamed(id) ? name : id;
      return nextOfEach(moment, contact).map((answer) => ({ ...answer, contact: shown }));
    });
    return { kind: 'one', value };
  },
};

/** The people of a record, and whom a text is for where they are not among them. */
function contactsIn({ people, to }: Grounds): readonly Contact[] {
  return to && !findAmong(people, to) ? [...people, to] : people;
}

/** A record written by hand need not give its people ids: they go by their names then. */
function withIds(given: Given | undefined): {
  readonly given: Given | undefined;
  readonly isNamed: (id: string) => boolean;
} {
  const made = new Set<string>();
  const isNamed = (id: string): boolean => !made.has(id);
  const value = given?.value;
  if (!given || typeof value !== 'object' || value === null || !('people' in value))
    return { given, isNamed };
  if (!Array.isArray(value.people)) return { given, isNamed };
  const people = value.people.map((one: unknown, index) => {
    if (typeof one !== 'object' || one === null || 'id' in one) return one;
    const id = `unnamed${index}`;
    made.add(id);
    return { ...one, id };
  });
  return { given: { ...given, value: { ...value, people } }, isNamed };
}
