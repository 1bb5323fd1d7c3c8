import type { Temporal } from 'temporal-polyfill';
import { asOf } from '#core/etiquette/as-of.ts';
import { type Day, dayIn, firstDayFrom, readDay } from '#core/etiquette/days.ts';
import { type AskGate, gateFor, programOf } from '#core/etiquette/gate-actions.ts';
import { type History, historyOf } from '#core/etiquette/history.ts';
import type { Action } from '#core/gate/action.ts';
import type { Verdict } from '#core/gate/gate.ts';
import type { EtiquetteKind } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import type { Addressee, Grounds } from '#core/record/grounds.ts';
import { quietSeason } from '#core/season/season.ts';
import { byProgram, contactsIn } from '#core/soap/contacts.ts';
import { plainName } from '#core/soap/log.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Who is writing: the parts of a record that say what was said to whom. A whole record has them, and so does `Grounds`.
 */
export type Writer = Pick<Grounds, 'profile' | 'soap' | 'people' | 'settings'>;

/** One of the record's people, or someone who is not kept there. */
export type Contact = Addressee & { readonly id?: string };

/** The moment at which a person asks about the people they write to. */
export interface Moment {
  readonly person: Writer;
  readonly knowledge: Knowledge;
  readonly at: Temporal.Instant;
  readonly zone: string;
  readonly today: Day;
  /** Who was sent a kind from a day on and before another, each with the plain name of their program. */
  readonly asked: (kind: SentKind, from: Day, before: Day) => readonly AskedOne[];
  /** The last day on which each program got in touch, by its plain name. */
  readonly calledOn: () => ReadonlyMap<string, Day>;
  /** What the gate has said that holds for every contact. */
  readonly verdicts: Verdicts;
  readonly isQuiet: (at: Temporal.Instant) => boolean;
  /** The first day whose morning is not before an instant. */
  readonly firstDay: (at: Temporal.Instant) => Day;
}

/** By the moment, which is one object wherever it is asked about, and the kind of action. */
type Verdicts = Map<Temporal.Instant, Map<Action['kind'], Verdict>>;

/** Somebody who was sent something. */
export interface AskedOne {
  readonly contact: Contact;
  readonly program: string;
}

/** One contact at that moment. */
export interface Asking extends Moment {
  readonly contact: Contact;
  readonly history: History;
  /** The day for which a letter has been promised. */
  readonly promised: Day | null;
  readonly ask: AskGate;
}

/** One kind of message to that contact. */
export interface Case extends Asking {
  readonly kind: SentKind;
  readonly rule: EtiquetteKind;
  readonly opening: Opening;
}

/** What makes a message possible: since when, and how many of its kind have been sent since. */
export interface Opening {
  readonly isOpen: boolean;
  /** Null: nothing with a date opens it. */
  readonly day: Day | null;
  readonly sent: number;
}

export function momentOf(person: Writer, knowledge: Knowledge, at: Temporal.Instant): Moment {
  const zone = zoneOf(person.settings);
  const askedOnce = once((_: string, kind: SentKind, from: Day, before: Day) =>
    askedIn({ person, at, zone }, kind, from, before),
  );
  const quietOnce = once((when: Temporal.Instant) => quietSeason(knowledge.seasons, when) !== null);
  const dayOnce = once((when: Temporal.Instant) => firstDayFrom(when, zone));
  const calledOnce = once((_: number) => callsIn({ person, at, zone }));
  const today = dayIn(zone, at.epochMilliseconds);
  return {
    person,
    knowledge,
    at,
    zone,
    today,
    asked: (kind, from, before) => askedOnce(`${kind} ${from} ${before}`, kind, from, before),
    calledOn: () => calledOnce(0),
    verdicts: new Map(),
    isQuiet: quietOnce,
    firstDay: dayOnce,
  };
}

/** Remembers the answer for each key, for as long as the moment is asked about. */
function once<Key, Rest extends readonly unknown[], Answer>(
  work: (key: Key, ...rest: Rest) => Answer,
): (key: Key, ...rest: Rest) => Answer {
  const known = new Map<Key, Answer>();
  return (key, ...rest) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = work(key, ...rest);
    known.set(key, answer);
    return answer;
  };
}

export function askingOf(moment: Moment, told: Contact): Asking {
  const { person, knowledge, at, zone } = moment;
  const contact = asOf(told, zone, at.epochMilliseconds);
  const { letter } = contact;
  const gateOnce = once((name: string) => {
    const people = byProgram(person.people).get(name) ?? [];
    return gateFor({ ...person, people }, contact, knowledge);
  });
  return {
    ...moment,
    contact,
    history: historyOf(contact, knowledge.etiquette.asked, zone, at.epochMilliseconds),
    promised: letter?.promised ? readDay(letter.promised) : null,
    ask: sharing(moment, contact, (action, when) => gateOnce(plainName(programOf(contact)))(action, when)),
  };
}

/** The gate, which is asked the same about many kinds and contacts. Only where it looks at the contact, they ask by themselves. */
function sharing({ verdicts, isQuiet, person }: Moment, contact: Contact, ask: AskGate): AskGate {
  const own: Verdicts = new Map();
  const isPlain = !contact.wantsNone && person.profile.noMessages.length === 0;
  return (action, at) => {
    const looksAtContact = action.kind === 'reply_to_program' || action.kind === 'thank_program';
    const all = isPlain && !(looksAtContact && isQuiet(at)) ? verdicts : own;
    const known = all.get(at) ?? new Map<Action['kind'], Verdict>();
    const verdict = known.get(action.kind) ?? ask(action, at);
    all.set(at, known.set(action.kind, verdict));
    return verdict;
  };
}

function askedIn(
  { person, at, zone }: Pick<Moment, 'person' | 'at' | 'zone'>,
  kind: SentKind,
  from: Day,
  before: Day,
): readonly AskedOne[] {
  const isAsked = (one: Addressee): boolean =>
    one.log.some((message) => {
      if (message.from !== 'me' || message.kind !== kind) return false;
      const ms = Date.parse(message.at);
      const day = dayIn(zone, ms);
      return ms <= at.epochMilliseconds && day >= from && day < before;
    });
  return person.people
    .filter(isAsked)
    .map((contact) => ({ contact, program: plainName(programOf(contact)) }));
}

function callsIn({ person, at, zone }: Pick<Moment, 'person' | 'at' | 'zone'>): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>();
  for (const call of contactsIn(person)) {
    const ms = Date.parse(call.at);
    const name = plainName(call.program);
    const day = ms <= at.epochMilliseconds ? dayIn(zone, ms) : Number.NEGATIVE_INFINITY;
    if (day > (last.get(name) ?? Number.NEGATIVE_INFINITY)) last.set(name, day);
  }
  return last;
}
