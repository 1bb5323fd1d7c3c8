import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import { CORRESPONDENT_LIMITS, type Correspondent, type Message } from '#core/record/correspondent.ts';

/** What one tap says about someone: `stop` is "no messages, please", `later` postpones the next message. */
export const HAPPENINGS = ['sent', 'replied', 'declined', 'met', 'later', 'stop'] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** How long "later" postpones the next message. */
const LATER_DAYS = 7;
/** The same thing again within this time counts as the same tap. */
const ONE_TAP_SECONDS = 60;

/**
 * The record after something happened with one of the person's people. Returns the same object if nobody has this id,
 * or if the same was logged within the last minute.
 * @param kind what the message sent was: a kind of draft if it was written with one
 * @param says what was said, in the person's own words
 */
export function logged(
  person: Applicant,
  id: string,
  what: Happening,
  at: Temporal.Instant,
  { kind, says = null }: { readonly kind?: Message['kind']; readonly says?: string | null } = {},
): Applicant {
  return withContact(person, id, (contact) => {
    if (what === 'later') return putOff(contact, at);
    const message = messageOf(what, at, kind, says);
    if (contact.log.some((one) => isSameTap(one, message))) return contact;
    return withMessage(what === 'stop' ? { ...contact, wantsNone: true } : contact, message);
  });
}

/** The contact with one more message, in order of time. If the log is full, the oldest goes. */
export function withMessage(contact: Correspondent, message: Message): Correspondent {
  const log = [...contact.log, message]
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .slice(-CORRESPONDENT_LIMITS.log);
  return { ...contact, log, notBefore: null };
}

/** The record without one message, identified by what was seen; the same object if it is not there. */
export function withoutMessage(person: Applicant, id: string, message: Message): Applicant {
  return withContact(person, id, (contact) => {
    const index = contact.log.findIndex((one) => isSame(one, message));
    if (index < 0) return contact;
    const log = contact.log.toSpliced(index, 1);
    const wantsNone = message.asksNone ? log.some(({ asksNone }) => asksNone) : contact.wantsNone;
    return { ...contact, log, wantsNone };
  });
}

/** The record with one message corrected. */
export function corrected(person: Applicant, id: string, from: Message, to: Message): Applicant {
  const without = withoutMessage(person, id, from);
  if (without === person) return person;
  return withContact(without, id, (contact) =>
    withMessage(to.asksNone ? { ...contact, wantsNone: true } : contact, to),
  );
}

/** Takes back what was just logged: "later", or else the latest message. */
export function undone(person: Applicant, id: string): Applicant {
  const contact = person.people.find((one) => one.id === id);
  if (contact?.notBefore) return withContact(person, id, (one) => ({ ...one, notBefore: null }));
  const latest = contact?.log.at(-1);
  return latest ? withoutMessage(person, id, latest) : person;
}

/** The record with one of its people changed; the same object if nothing was. */
export function withContact(
  person: Applicant,
  id: string,
  change: (contact: Correspondent) => Correspondent,
): Applicant {
  const contact = person.people.find((one) => one.id === id);
  const changed = contact && change(contact);
  if (!changed || changed === contact) return person;
  return { ...person, people: person.people.map((one) => (one === contact ? changed : one)) };
}

function putOff(contact: Correspondent, at: Temporal.Instant): Correspondent {
  const notBefore = at.toZonedDateTimeISO('UTC').toPlainDate().add({ days: LATER_DAYS }).toString();
  return { ...contact, notBefore };
}

function messageOf(
  what: Exclude<Happening, 'later'>,
  at: Temporal.Instant,
  kind: Message['kind'] | undefined,
  says: string | null,
): Message {
  const base = { at: at.toString({ smallestUnit: 'second' }), refused: false, says };
  switch (what) {
    case 'sent':
      return { ...base, from: 'me', kind: kind ?? 'mail' };
    case 'replied':
      return { ...base, from: 'them', kind: kind ?? 'mail' };
    case 'met':
      // From us: in the quiet time, only a message that a program started makes an answer allowed.
      return { ...base, from: 'me', kind: kind ?? 'meeting' };
    case 'declined':
      return { ...base, from: 'them', kind: kind ?? 'mail', refused: true };
    case 'stop':
      return { ...base, from: 'them', kind: kind ?? 'mail', refused: true, asksNone: true };
    default:
      return what satisfies never;
  }
}

function isSameTap(one: Message, other: Message): boolean {
  const apart = Temporal.Instant.from(one.at).until(other.at).total('seconds');
  return Math.abs(apart) < ONE_TAP_SECONDS && isSame({ ...one, at: other.at }, other);
}

function isSame(one: Message, other: Message): boolean {
  return (
    one.at === other.at &&
    one.from === other.from &&
    one.kind === other.kind &&
    one.refused === other.refused &&
    one.asksNone === other.asksNone &&
    one.later === other.later &&
    one.says === other.says
  );
}
