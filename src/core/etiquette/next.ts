import type { Temporal } from 'temporal-polyfill';
import {
  type Asking,
  askingOf,
  type Case,
  type Contact,
  type Moment,
  momentOf,
  type Writer,
} from '#core/etiquette/case.ts';
import { type Day, isoOf, morningOf } from '#core/etiquette/days.ts';
import { gateActionsOf } from '#core/etiquette/gate-actions.ts';
import { latestOf, noesOn } from '#core/etiquette/limits.ts';
import { openingOf } from '#core/etiquette/opening.ts';
import type { EtiquetteRuleId } from '#core/knowledge/etiquette.ts';
import type { MindId, RuleId } from '#core/knowledge/gate.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type SentKind, sentKindSchema } from '#core/record/draft-kind.ts';
import { quietSeason, startOf } from '#core/season/season.ts';

/** Whether one kind of message may be written to one contact now and, if not, when. */
export interface Next {
  /** The contact's id, or the name of someone who is not kept in the record. */
  readonly contact: string;
  readonly kind: SentKind;
  readonly may: boolean;
  /**
   * The first day on which it is allowed, today if it is allowed now; null: no day is known. `YYYY-MM-DD` in the
   * person's zone.
   */
  readonly earliest: string | null;
  /** The last day of that period; null: it has no end. */
  readonly latest: string | null;
  /** What the rule says. */
  readonly why: string;
  /**
   * What forbids it: a rule of etiquette or of the gate. If nothing does: the kind, or what the gate says to keep in
   * mind.
   */
  readonly rule: EtiquetteRuleId | RuleId | MindId | SentKind;
}

/** What prevents a message on one day. `isGate`: it is a rule of the Match. */
export interface Barrier {
  readonly rule: EtiquetteRuleId | RuleId;
  readonly says: string;
  /** What to do instead; empty for a rule of the Match, which has its words from the gate. */
  readonly better: string;
  readonly lifts: Day | null;
  readonly isGate: boolean;
}

/**
 * Says whether one kind of message may be written to one contact at a given moment. A day still to come counts as open
 * if the message is allowed at nine in the morning. Pure, and never throws for a record that its schema accepts.
 */
export function nextFor(
  person: Writer,
  contact: Contact,
  kind: SentKind,
  knowledge: Knowledge,
  at: Temporal.Instant,
): Next {
  return nextIn(momentOf(person, knowledge, at), contact, kind);
}

/** The same for somebody who asks about several contacts at one moment. */
export function nextIn(moment: Moment, contact: Contact, kind: SentKind): Next {
  return next(askingOf(moment, contact), kind);
}

/** The same for every kind of message to one contact. */
export function nextOfEach(moment: Moment, contact: Contact): readonly Next[] {
  const asking = askingOf(moment, contact);
  return sentKindSchema.options.map((kind) => next(asking, kind));
}

/** The same for every contact in a record and every kind, contact by contact. */
export function nextForAll(person: Writer, knowledge: Knowledge, at: Temporal.Instant): readonly Next[] {
  const moment = momentOf(person, knowledge, at);
  return person.people.flatMap((contact) => nextOfEach(moment, contact));
}

/** What prevents a message right now, the most serious first; empty if nothing does. */
export function barriersNow(
  person: Writer,
  contact: Contact,
  kind: SentKind,
  knowledge: Knowledge,
  at: Temporal.Instant,
): readonly Barrier[] {
  const asking = askingOf(momentOf(person, knowledge, at), contact);
  const asked = caseOf(asking, kind);
  return [...ownBarriers(asked, asking.today), ...gateBarriers(asked, at)];
}

function caseOf(asking: Asking, kind: SentKind): Case {
  const at = { ...asking, kind, rule: asking.knowledge.etiquette.kinds[kind] };
  return Object.assign(at, { opening: openingOf(at) });
}

function next(asking: Asking, kind: SentKind): Next {
  const { contact, knowledge } = asking;
  const named = { contact: contact.id ?? contact.name, kind };
  const { kinds, rules } = knowledge.etiquette;
  // Half of all kinds are for others, and nothing else needs to be looked at for them.
  if (!kinds[kind].to.includes(contact.kind))
    return {
      ...named,
      may: false,
      earliest: null,
      latest: null,
      why: rules.not_for_them.says,
      rule: 'not_for_them',
    };
  const at = caseOf(asking, kind);
  let day = at.today;
  let moment = at.at;
  let shown: Barrier | null = null;
  for (;;) {
    const barriers = barriersOn(at, day, moment);
    const endless = barriers.find(({ lifts }) => lifts === null);
    if (endless) return { ...named, may: false, earliest: null, latest: null, ...said(endless) };
    const lifts = barriers.flatMap((one) => one.lifts ?? []);
    if (lifts.length === 0) break;
    const last = Math.max(...lifts);
    shown ??= barriers.find(({ isGate }) => isGate) ?? barriers.find((one) => one.lifts === last) ?? null;
    day = last;
    moment = morningOf(day, at.zone);
  }
  const latest = latestOf(at, day);
  const dates = { earliest: isoOf(day), latest: latest === null ? null : isoOf(latest) };
  return shown
    ? { ...named, may: false, ...dates, ...said(shown) }
    : { ...named, may: true, ...dates, ...allowed(at) };
}

function said({ rule, says }: Barrier): Pick<Next, 'rule' | 'why'> {
  return { why: says, rule };
}

/** What the gate says to keep in mind outweighs what the kind itself says. */
function allowed(at: Case): Pick<Next, 'rule' | 'why'> {
  for (const action of gateActionsOf(at.kind, at.contact, at.knowledge)) {
    const verdict = at.ask(action, at.at);
    if (verdict.allowed && verdict.mind) return { why: verdict.mind.says, rule: verdict.mind.id };
  }
  return { why: at.rule.says, rule: at.kind };
}

/** Where etiquette never allows it, the gate need not be asked. */
function barriersOn(at: Case, day: Day, moment: Temporal.Instant): readonly Barrier[] {
  const own = ownBarriers(at, day);
  return own.some(({ lifts }) => lifts === null) ? own : [...own, ...gateBarriers(at, moment)];
}

function ownBarriers(at: Case, day: Day): readonly Barrier[] {
  const { rules } = at.knowledge.etiquette;
  return noesOn(at, day).map(({ rule, lifts }) => {
    const { says, better } = rules[rule];
    return { rule, says, better, lifts, isGate: false };
  });
}

function gateBarriers(at: Case, moment: Temporal.Instant): readonly Barrier[] {
  return gateActionsOf(at.kind, at.contact, at.knowledge).flatMap((action) => {
    const verdict = at.ask(action, moment);
    if (verdict.allowed) return [];
    const { rule, says } = verdict;
    const lifts = verdict.liftsAt ?? (rule === 'wants_no_messages' ? null : quietEnd(at, moment));
    return [{ rule, says, better: '', lifts: lifts && at.firstDay(lifts), isGate: true }];
  });
}

/** What the gate forbids without an end, such as taking back what was sent in SOAP, ends with the quiet time as well. */
function quietEnd({ knowledge }: Case, moment: Temporal.Instant): Temporal.Instant | null {
  const season = quietSeason(knowledge.seasons, moment);
  return season && startOf(season, 'soap_ends');
}
