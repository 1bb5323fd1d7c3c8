import type { NewId } from '#core/id.ts';
import { withMessage } from '#core/people/log.ts';
import { findAmong } from '#core/people/read-lines.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { CORRESPONDENT_LIMITS, type Correspondent, type Message } from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

/** There is no room for this many people; nothing was changed. */
export class FullPeopleError extends Error {
  override readonly name = 'FullPeopleError';
}

/**
 * The record with these among its people. Anyone already known gets what is new about them.
 * @param isSeparate treats people who share a name with someone already known as different people
 * @throws {FullPeopleError}
 */
export function withPeople(
  person: Applicant,
  named: readonly Addressee[],
  newId: NewId,
  isSeparate = false,
): Applicant {
  const people = [...person.people];
  for (const one of named) {
    const candidates = isSeparate
      ? people.filter(({ id }) => !person.people.some((old) => old.id === id))
      : people;
    const known = findAmong(candidates, one);
    if (known) people[people.indexOf(known)] = merged(known, one);
    else people.push({ id: newId(), ...one });
  }
  if (people.length > CORRESPONDENT_LIMITS.people)
    throw new FullPeopleError('there is no room for more people');
  return { ...person, people };
}

/** Those among the named who look like someone already known. */
export function duplicatesIn(
  people: readonly Correspondent[],
  named: readonly Addressee[],
): readonly { readonly named: Addressee; readonly known: Correspondent }[] {
  return named.flatMap((one) => {
    const known = findAmong(people, one);
    return known ? [{ named: one, known }] : [];
  });
}

/** What is known about someone, plus what is new: nothing known before is lost or overwritten. */
export function merged(known: Correspondent, more: Addressee): Correspondent {
  const isBetterKind = known.kind === 'attending' && more.kind !== 'program';
  const base: Correspondent = {
    ...known,
    kind: isBetterKind ? more.kind : known.kind,
    program: known.program ?? more.program,
    place: known.place ?? more.place,
    specialty: known.specialty ?? more.specialty,
    known: [...new Set([...known.known, ...more.known])],
    wantsNone: known.wantsNone || more.wantsNone,
    wouldTrain: more.wouldTrain === 'unknown' ? known.wouldTrain : more.wouldTrain,
    feedback: joined(known.feedback, more.feedback, 1_000),
    note: joined(known.note, more.note, 500),
  };
  const isNew = (message: Message): boolean =>
    !known.log.some((one) => one.at === message.at && one.from === message.from && one.kind === message.kind);
  return more.log.filter(isNew).reduce(withMessage, base);
}

function joined(one: string | null, other: string | null, most: number): string | null {
  if (other === null || one?.includes(other)) return one;
  return (one === null ? other : `${one}\n${other}`).slice(0, most).trim();
}
