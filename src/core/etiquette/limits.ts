import type { Case, Contact, Opening } from '#core/etiquette/case.ts';
import type { Day } from '#core/etiquette/days.ts';
import { isOfProgram, programOf } from '#core/etiquette/gate-actions.ts';
import { countsFrom, windowAt, windowsOf } from '#core/etiquette/windows.ts';
import type { EtiquetteRuleId } from '#core/knowledge/etiquette.ts';
import { plainName } from '#core/soap/log.ts';

/**
 * Why a message may not be written on a day. `lifts`: the first day on which this no longer applies; null: it never
 * ends.
 */
export interface No {
  readonly rule: EtiquetteRuleId;
  readonly lifts: Day | null;
}
type Limit = (at: Case, day: Day) => No | null;

const never = (rule: EtiquetteRuleId): No => ({ rule, lifts: null });
const until = (rule: EtiquetteRuleId, lifts: Day, day: Day): No | null =>
  day < lifts ? { rule, lifts } : null;

/** What etiquette has against a message on a day, the gravest first. Behind what does not end nothing more is looked at. */
export function noesOn(at: Case, day: Day): readonly No[] {
  const found: No[] = [];
  for (const limit of LIMITS) {
    const no = limit(at, day);
    if (no) found.push(no);
    if (no?.lifts === null) break;
  }
  return found;
}

/** The last day on which it may be written, if it is allowed on `day`; null if there is no last day. */
export function latestOf(at: Case, day: Day): Day | null {
  const { window } = at.rule;
  const ends = [
    window && windowAt(windowsOf(window, at.knowledge.seasons), day)?.until,
    lastDayFor(at, at.opening),
  ].filter((end) => typeof end === 'number');
  return ends.length > 0 ? Math.min(...ends) : null;
}

const LIMITS: readonly Limit[] = [
  ({ rule, contact }) => (rule.to.includes(contact.kind) ? null : never('not_for_them')),
  (at) => (at.rule.answers || !wantsNone(at) ? null : never('wants_none')),
  (at) => (at.rule.after_refusal || !hasRefused(at) ? null : never('after_refusal')),
  ({ rule, contact }) => (rule.would_train && contact.wouldTrain === 'no' ? never('would_not_train') : null),
  (at) => (isTooSlight(at) ? never('work_unknown') : null),
  (at) => (isKnown(at) ? null : never('feedback_unknown')),
  (at) => (at.opening.isOpen ? null : never(at.rule.unopened)),
  letter,
  (at) => (isSpent(at) ? never(at.rule.spent) : null),
  unanswered,
  answered,
  season,
  ({ rule, history }, day) =>
    rule.asks && history.later !== null ? until('asked_later', history.later, day) : null,
  apart,
  (at, day) => {
    const last = lastDayFor(at, at.opening);
    return last !== null && day > last ? never('thanks_late') : null;
  },
];

/** Their own wish, or that of the program they belong to. */
function wantsNone({ contact, person }: Case): boolean {
  if (contact.wantsNone) return true;
  const { noMessages } = person.profile;
  if (noMessages.length === 0 || !isOfProgram(contact)) return false;
  const name = plainName(programOf(contact));
  return noMessages.some((other) => plainName(other) === name);
}

function isAboutLetter({ kind }: Case): boolean {
  return kind === 'letter-request' || kind === 'letter-reminder';
}

function hasRefused(at: Case): boolean {
  return at.history.refused || (isAboutLetter(at) && at.contact.letter?.answer === 'no');
}

function isKnown({ rule, contact, history }: Case): boolean {
  if (rule.known.length === 0 || rule.known.some((how) => contact.known.includes(how))) return true;
  return history.said.some(({ isTalk, kind }) => isTalk || kind === 'call');
}

/** A mentor or a letter writer knows the work; so does a doctor who was met apart from an interview. */
function isTooSlight({ rule, contact, history }: Case): boolean {
  if (rule.not_only.length === 0 || contact.kind !== 'attending' || contact.known.length === 0) return false;
  const isOnlyThat = contact.known.every((how) => rule.not_only.includes(how));
  return isOnlyThat && !history.said.some(({ kind }) => kind === 'meeting');
}

/** A letter that is doubtful, has arrived, or is promised for a day still to come needs no reminder. */
function letter(at: Case, day: Day): No | null {
  const { letter: told } = at.contact;
  if (!told || !isAboutLetter(at)) return null;
  if (told.answer === 'hesitant') return never('letter_doubtful');
  if (at.kind !== 'letter-reminder') return null;
  if (told.received !== null) return never('letter_in');
  return at.promised === null ? null : until('letter_promised', at.promised + 1, day);
}

function isSpent(at: Case): boolean {
  const { attempts, opens } = at.rule;
  if (attempts === null || opens === 'season') return false;
  return at.opening.sent >= attempts;
}

/** Several questions without a sign of life, whatever they were about. A letter reminder is counted on its own. */
function unanswered({ rule, history, knowledge }: Case): No | null {
  const { kinds, unanswered: most } = knowledge.etiquette;
  if (!rule.asks || rule.opens === 'request') return null;
  const asks = history.silent.filter(({ kind }) =>
    Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds].asks : isPlain(kind),
  );
  return asks.length >= most ? never('too_often') : null;
}

/** An email or call that was logged without saying what it was. */
function isPlain(kind: string): boolean {
  return kind === 'mail' || kind === 'call' || kind === 'other';
}

/** An answer ends the series; a new one may start some time later. */
function answered({ rule, kind, history, contact }: Case, day: Day): No | null {
  if (rule.opens !== 'anytime' || rule.attempts === null || history.asksUs || history.later !== null)
    return null;
  const sent = history.said.findLastIndex((one) => one.from === 'me' && one.kind === kind);
  if (sent < 0) return null;
  const isToldOfLetter =
    kind === 'letter-request' && contact.letter !== null && contact.letter.answer !== 'open';
  const isAnswered = isToldOfLetter || sent < history.said.length - history.silent.length;
  if (!isAnswered) return null;
  if (rule.again_days === null) return never('answered');
  const last = Math.max(
    history.lastMessage ?? Number.NEGATIVE_INFINITY,
    history.lastTalk ?? Number.NEGATIVE_INFINITY,
  );
  return until('answered', last + rule.again_days, day);
}

/** A season's window, and what was sent in it. */
function season(at: Case, day: Day): No | null {
  const { rule, kind, history, knowledge } = at;
  if (!rule.window) return null;
  const windows = windowsOf(rule.window, knowledge.seasons);
  const window = windowAt(windows, day);
  if (!window) return never('feedback_season');
  if (day < window.from) return { rule: 'feedback_season', lifts: window.from };
  const from = countsFrom(windows, window);
  const over = window.until + 1;
  const own = history.said.filter((one) => one.from === 'me' && one.kind === kind && one.day >= from);
  const open = history.silent.filter((one) => one.kind === kind && one.day >= from);
  if (own.length > open.length && !history.asksUs && history.later === null)
    return { rule: 'answered', lifts: over };
  if (rule.attempts !== null && open.length >= rule.attempts) return { rule: rule.spent, lifts: over };
  if (rule.programs === null || own.length > 0) return null;
  const others = at.asked(kind, from, over).filter(({ contact }) => !isSame(contact, at.contact));
  if (others.length === 0) return null;
  const asked = new Set(others.map(({ program }) => program));
  if (asked.has(plainName(programOf(at.contact)))) return { rule: 'same_program', lifts: over };
  return asked.size >= rule.programs ? { rule: 'enough_programs', lifts: over } : null;
}

function isSame(one: Contact, other: Contact): boolean {
  return one === other || (one.id !== undefined && one.id === other.id);
}

function apart({ rule, kind, history }: Case, day: Day): No | null {
  if (history.asksUs) return null;
  const same = history.said.findLast((one) => one.from === 'me' && one.kind === kind)?.day ?? null;
  const message = rule.apart_from_same ? same : history.lastMessage;
  const days = [
    ...(message === null ? [] : [message + rule.apart_days]),
    ...(history.lastTalk === null ? [] : [history.lastTalk + rule.after_talk_days]),
  ];
  return days.length === 0 ? null : until(rule.early, Math.max(...days), day);
}

function lastDayFor({ rule, contact }: Case, { day }: Opening): Day | null {
  return rule.within_days !== null && day !== null && isOfProgram(contact) ? day + rule.within_days : null;
}
