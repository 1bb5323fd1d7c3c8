import type { Temporal } from 'temporal-polyfill';
import { type Day, dayIn, readDay } from '#core/etiquette/days.ts';
import { type AskGate, gateFor, programOf } from '#core/etiquette/gate-actions.ts';
import { type History, historyOf } from '#core/etiquette/history.ts';
import type { EtiquetteKind } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import type { Addressee, Grounds } from '#core/record/grounds.ts';
import { plainName } from '#core/soap/log.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Who writes: the parts of a record that say what was said to whom. A whole record has them, and so have `Grounds`. */
export type Writer = Pick<Grounds, 'profile' | 'soap' | 'people' | 'settings'>;

/** One of the people of a record, or somebody who is not kept there. */
export type Contact = Addressee & { readonly id?: string };

/** A moment at which a person asks about the people they write to. */
export interface Moment {
  readonly person: Writer;
  readonly knowledge: Knowledge;
  readonly at: Temporal.Instant;
  readonly zone: string;
  readonly today: Day;
}

/** One contact at that moment. */
export interface Asking extends Moment {
  readonly contact: Contact;
  readonly history: History;
  /** The day for which a letter is promised. */
  readonly promised: Day | null;
  readonly ask: AskGate;
  /** The programs of other contacts that were sent a kind from a day on and before another. */
  readonly asked: (kind: SentKind, from: Day, before: Day) => ReadonlySet<string>;
}

/** One kind of message to that contact. */
export interface Case extends Asking {
  readonly kind: SentKind;
  readonly rule: EtiquetteKind;
}

export function momentOf(person: Writer, knowledge: Knowledge, at: Temporal.Instant): Moment {
  const zone = zoneOf(person.settings);
  return { person, knowledge, at, zone, today: dayIn(zone, at.epochMilliseconds) };
}

export function askingOf(moment: Moment, contact: Contact): Asking {
  const { person, knowledge, at, zone } = moment;
  const { letter } = contact;
  return {
    ...moment,
    contact,
    history: historyOf(contact, knowledge.etiquette.asked, zone, at.epochMilliseconds),
    promised: letter?.promised ? readDay(letter.promised) : null,
    ask: remembered(gateFor(person, contact, knowledge)),
    asked: (kind, from, before) => askedOthers(moment, contact, kind, from, before),
  };
}

/** The gate, which is asked the same about several kinds. */
function remembered(ask: AskGate): AskGate {
  const known = new Map<string, ReturnType<AskGate>>();
  return (action, at) => {
    const key = `${action.kind} ${at.epochMilliseconds}`;
    const verdict = known.get(key) ?? ask(action, at);
    known.set(key, verdict);
    return verdict;
  };
}

function askedOthers(
  { person, at, zone }: Moment,
  contact: Contact,
  kind: SentKind,
  from: Day,
  before: Day,
): ReadonlySet<string> {
  const others = person.people.filter((one) => one !== contact && one.id !== contact.id);
  const isAsked = (one: Addressee): boolean =>
    one.log.some((message) => {
      if (message.from !== 'me' || message.kind !== kind) return false;
      const ms = Date.parse(message.at);
      const day = dayIn(zone, ms);
      return ms <= at.epochMilliseconds && day >= from && day < before;
    });
  return new Set(others.filter(isAsked).map((one) => plainName(programOf(one))));
}
