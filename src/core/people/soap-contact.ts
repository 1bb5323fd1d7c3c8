import { withMessage } from '#core/people/log.ts';
import { FullPeopleError } from '#core/people/merge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import {
  CORRESPONDENT_LIMITS,
  type Correspondent,
  correspondentSchema,
  type Message,
} from '#core/record/correspondent.ts';
import type { Contact } from '#core/record/soap.ts';
import { isSameProgram } from '#core/soap/log.ts';

/**
 * The record after a program got in touch: it is one of the person's people from then on, and this is in its log.
 * @throws {FullPeopleError} where there is no room for one more
 */
export function withSoapContact(person: Applicant, contact: Contact): Applicant {
  const { id, program, applied } = contact;
  const known = programIn(person.people, program);
  const one =
    known ??
    correspondentSchema.parse({ id, kind: 'program', name: program, known: applied ? ['applied'] : [] });
  const after = withMessage(one, messageOf(contact));
  if (known) return { ...person, people: person.people.map((other) => (other === known ? after : other)) };
  if (person.people.length >= CORRESPONDENT_LIMITS.people)
    throw new FullPeopleError('there is no room for one more');
  return { ...person, people: [...person.people, after] };
}

/** The program itself, or else somebody of it. */
export function programIn(people: readonly Correspondent[], program: string): Correspondent | undefined {
  return (
    people.find(({ kind, name }) => kind === 'program' && isSameProgram(name, program)) ??
    people.find((one) => one.program !== null && isSameProgram(one.program, program))
  );
}

function messageOf({ at, how, applied }: Contact): Message {
  const kind = how === 'call' || how === 'mail' ? how : 'other';
  return { at, from: 'them', kind, refused: false, applied, says: null };
}
