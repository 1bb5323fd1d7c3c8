import { Temporal } from 'temporal-polyfill';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import type { Season } from '#core/knowledge/season.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import type { Addressee } from '#core/record/grounds.ts';

/**
 * A second reading of `etiquette.yaml` and of the quiet time, written apart from the engine: it only says yes or no for one
 * moment, from the whole log, and a day is found by trying each in turn.
 */
export interface Told {
  readonly contact: Addressee;
  readonly others: readonly Addressee[];
  readonly noMessages: readonly string[];
  readonly zone: string;
  /** The log is read up to here. */
  readonly at: Temporal.Instant;
  readonly etiquette: Etiquette;
  readonly seasons: readonly Season[];
}

interface Line {
  readonly on: string;
  readonly ms: number;
  readonly mine: boolean;
  readonly kind: string;
  readonly refused: boolean;
  readonly says: string | null;
  readonly later: string | null;
}

const met = ({ kind }: Line): boolean => kind === 'interview' || kind === 'meeting';
const alive = (line: Line): boolean => !line.mine || met(line);
const letterKind = (kind: SentKind): boolean => kind === 'letter-request' || kind === 'letter-reminder';

export function plus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function dateOf(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The log with a request for a letter that only the letter tells of, the oldest first. */
function linesOf({ contact, zone, at }: Told): readonly Line[] {
  const lines: Line[] = contact.log
    .filter((one) => Temporal.Instant.compare(one.at, at) <= 0)
    .map((one) => ({
      on: dateOf(Temporal.Instant.from(one.at), zone),
      ms: Date.parse(one.at),
      mine: one.from === 'me',
      kind: one.kind,
      refused: one.refused && one.from === 'them',
      says: one.says,
      later: one.later ?? null,
    }));
  const asked = contact.letter?.asked;
  const isKnown = lines.some(
    ({ mine, kind, on }) => mine && kind === 'letter-request' && asked && on >= asked,
  );
  if (asked && !isKnown && asked <= dateOf(at, zone))
    lines.push({
      on: asked,
      ms: -1,
      mine: true,
      kind: 'letter-request',
      refused: false,
      says: null,
      later: null,
    });
  return lines.sort((a, b) => (a.on === b.on ? a.ms - b.ms : a.on < b.on ? -1 : 1));
}

/** The letter as far as it had come at that moment. */
function letterThen({ contact: { letter }, at, zone }: Told): Addressee['letter'] {
  const today = dateOf(at, zone);
  if (letter === null || (letter.asked && letter.asked > today)) return null;
  return { ...letter, received: letter.received && letter.received <= today ? letter.received : null };
}

export function readerOf(told: Told): (kind: SentKind, when: Temporal.Instant, today: string) => boolean {
  const lines = linesOf(told);
  return (kind, when, today) =>
    mayOn(told, lines, kind, today) && isOutsideMatchRules(told, lines, kind, when);
}

function ofProgram({ kind, known }: Addressee): boolean {
  if (kind === 'program' || kind === 'resident') return true;
  if (kind !== 'attending' || known.includes('rotated') || known.includes('letter')) return false;
  return known.includes('interviewed') || known.includes('applied');
}

function mayOn(told: Told, lines: readonly Line[], kind: SentKind, today: string): boolean {
  const { contact, etiquette, noMessages } = told;
  const rule = etiquette.kinds[kind];
  const letter = letterThen(told);
  if (!rule.to.includes(contact.kind)) return false;
  const silence =
    contact.wantsNone || (ofProgram(contact) && noMessages.includes(contact.program ?? contact.name));
  if (silence && !rule.answers) return false;

  let no = false;
  for (const line of lines) no = line.refused || (no && !met(line));
  if (letterKind(kind) && letter?.answer === 'no') no = true;
  if (no && !rule.after_refusal) return false;
  if (rule.would_train && contact.wouldTrain === 'no') return false;
  const strangers = contact.known.filter((how) => !rule.not_only.includes(how)).length === 0;
  const isSlight =
    contact.kind === 'attending' && rule.not_only.length > 0 && contact.known.length > 0 && strangers;
  if (isSlight && !lines.some((line) => line.kind === 'meeting')) return false;
  const isKnown =
    contact.known.some((how) => rule.known.includes(how)) || lines.some((l) => met(l) || l.kind === 'call');
  if (rule.known.length > 0 && !isKnown) return false;

  if (letterKind(kind) && letter?.answer === 'hesitant') return false;
  if (kind === 'letter-reminder' && letter?.received) return false;
  if (kind === 'letter-reminder' && letter?.promised && today <= letter.promised) return false;

  const last = lines.at(-1);
  const theyAsk = last !== undefined && !last.mine && !last.refused && isQuestion(last.says, etiquette);
  const heard = lines.findLastIndex(alive);
  const wait = lines[heard]?.later ?? null;
  if (!isOpenAndUnspent(told, lines, kind, today, theyAsk, wait)) return false;
  if (rule.asks && rule.opens !== 'request') {
    const askings = lines.slice(heard + 1).filter((line) => asksSomething(line.kind, etiquette));
    if (askings.length >= etiquette.unanswered) return false;
  }
  if (rule.asks && wait !== null && today < wait) return false;
  if (theyAsk) return true;
  for (const line of lines) {
    const counts = rule.apart_from_same ? line.mine && line.kind === kind : !met(line);
    if (counts && today < plus(line.on, rule.apart_days)) return false;
    if (met(line) && today < plus(line.on, rule.after_talk_days)) return false;
  }
  return true;
}

function isQuestion(says: string | null, { asked }: Etiquette): boolean {
  const matches = (pattern: string): boolean => says !== null && new RegExp(pattern, 'iu').test(says);
  return asked.is.some(matches) && !asked.is_not.some(matches);
}

function asksSomething(kind: string, { kinds }: Etiquette): boolean {
  if (kind === 'mail' || kind === 'call' || kind === 'other') return true;
  return Object.entries(kinds).some(([name, rule]) => name === kind && rule.asks);
}

/** What has to come before it did, and it was not sent too often since, nor answered. */
function isOpenAndUnspent(
  told: Told,
  lines: readonly Line[],
  kind: SentKind,
  today: string,
  theyAsk: boolean,
  wait: string | null,
): boolean {
  const { contact, etiquette } = told;
  const rule = etiquette.kinds[kind];
  const own = (from: readonly Line[]): number => from.filter((l) => l.mine && l.kind === kind).length;
  const heard = lines.findLastIndex(alive);
  const most = rule.attempts ?? Number.POSITIVE_INFINITY;
  switch (rule.opens) {
    case 'anytime': {
      if (own(lines.slice(heard + 1)) >= most) return false;
      const sent = lines.findLastIndex((l) => l.mine && l.kind === kind);
      const isSaid = kind === 'letter-request' && (letterThen(told)?.answer ?? 'open') !== 'open';
      if (rule.attempts === null || sent < 0 || theyAsk || wait !== null || !(isSaid || heard > sent))
        return true;
      const end = lines.at(-1)?.on ?? today;
      return rule.again_days !== null && today >= plus(end, rule.again_days);
    }
    case 'season': {
      const span = spanOn(told, kind, today);
      if (!span) return false;
      const inSpan = (l: { readonly on: string }): boolean => l.on >= span.counts;
      const mine = lines.filter((l) => l.mine && l.kind === kind && inSpan(l));
      const open = lines.slice(heard + 1).filter((l) => l.mine && l.kind === kind && inSpan(l));
      if (mine.length > open.length && !theyAsk && wait === null) return false;
      if (open.length >= most) return false;
      if (mine.length > 0 || rule.programs === null) return true;
      const asked = programsAsked(told, kind, span.counts, span.until);
      return asked.size < rule.programs && !asked.has(contact.program ?? contact.name);
    }
    case 'message':
      return heard >= 0 && own(lines.slice(heard + 1)) < most;
    case 'feedback': {
      const first = lines.findIndex((l) => l.mine && l.kind === 'program-feedback');
      const told2 = first < 0 ? -1 : lines.findLastIndex((l, index) => index > first && !l.mine);
      if (told2 >= 0) return own(lines.slice(told2 + 1)) < most;
      return contact.feedback !== null && own(lines) < most;
    }
    case 'request': {
      const request = lines.findLastIndex((l) => l.mine && l.kind === 'letter-request');
      return request >= 0 && own(lines.slice(request + 1)) < most;
    }
    case 'talk': {
      const talk = lines.findLastIndex((l) => met(l) || l.kind === 'call');
      const received = letterThen(told)?.received ?? null;
      const now = dateOf(told.at, told.zone);
      let [since, opened]: [readonly Line[], string | null] = [lines, null];
      if (received !== null && received <= now && received > (lines[talk]?.on ?? '')) {
        since = lines.filter((l) => l.on >= received);
        opened = received;
      } else if (talk >= 0) {
        since = lines.slice(talk + 1);
        opened = lines[talk]?.on ?? null;
      } else if (heard < 0 && !contact.known.some((how) => how !== 'applied')) return false;
      if (own(since) >= most) return false;
      const isLate = opened !== null && rule.within_days !== null && today > plus(opened, rule.within_days);
      return !(isLate && ofProgram(contact));
    }
    default:
      return rule.opens satisfies never;
  }
}

function spanOn({ etiquette, seasons }: Told, kind: SentKind, today: string) {
  const { window } = etiquette.kinds[kind];
  if (!window) return null;
  let counts = '0000-01-01';
  for (const { events } of [...seasons].sort((a, b) => a.year - b.year)) {
    const from = plus(events[window.from.event].when.slice(0, 10), window.from.days);
    const until = plus(events[window.until.event].when.slice(0, 10), window.until.days);
    if (today <= until) return today >= from ? { counts, until } : null;
    counts = plus(until, 1);
  }
  return null;
}

function programsAsked(
  { others, at, zone }: Told,
  kind: SentKind,
  from: string,
  until: string,
): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const other of others)
    for (const one of other.log) {
      const on = dateOf(Temporal.Instant.from(one.at), zone);
      const counts = one.from === 'me' && one.kind === kind && Temporal.Instant.compare(one.at, at) <= 0;
      if (counts && on >= from && on <= until) asked.add(other.program ?? other.name);
    }
  return asked;
}

const FIRST: readonly SentKind[] = [
  'program-feedback',
  'networking',
  'exam-update',
  'status-question',
  'withdrawal',
];
const FIRST_AT_PROGRAMS: readonly SentKind[] = [
  'usce-inquiry',
  'reconnect',
  'mentor-ask',
  'letter-request',
  'letter-reminder',
];
const REPLIES: readonly SentKind[] = ['soap-reply', 'feedback-ack', 'decline'];

/** The rules of the Match: no first contact from its Monday until SOAP ends, and none with programs that want none. */
function isOutsideMatchRules(
  { contact, noMessages, seasons }: Told,
  lines: readonly Line[],
  kind: SentKind,
  when: Temporal.Instant,
): boolean {
  const program = ofProgram(contact);
  const isFirst = FIRST.includes(kind) || (FIRST_AT_PROGRAMS.includes(kind) && program);
  const isThanks = kind === 'thank-you' && program;
  const name = contact.program ?? contact.name;
  if ((isFirst || isThanks) && (contact.wantsNone || noMessages.includes(name))) return false;
  const instantOf = ({ zone, events }: Season, key: 'quiet_begins' | 'soap_ends' | 'soap_review'): number =>
    Temporal.PlainDateTime.from(events[key].when).toZonedDateTime(zone).epochMilliseconds;
  const now = when.epochMilliseconds;
  const quiet = seasons.find(
    (one) => now >= instantOf(one, 'quiet_begins') && now < instantOf(one, 'soap_ends'),
  );
  if (!quiet) return true;
  if (isFirst) return false;
  if (!isThanks && !REPLIES.includes(kind)) return true;
  return lines.some((line) => !line.mine && line.ms >= instantOf(quiet, 'soap_review') && line.ms <= now);
}
