import { Temporal } from 'temporal-polyfill';
import { isoOf, morningOf, readDay } from '#core/etiquette/days.ts';
import { nextFor } from '#core/etiquette/next.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { letterOf } from '#core/outreach/letters.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Correspondent, Message } from '#core/record/correspondent.ts';
import { type SentKind, sentKindSchema } from '#core/record/draft-kind.ts';
import { isOfficeDay, officeDay } from '#core/season/office.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What follows a message that nobody has answered. Days are `YYYY-MM-DD` in the person's zone. */
export interface FollowUp {
  readonly contact: Correspondent;
  readonly what: SentKind;
  /** When what it follows was said or asked: an ISO 8601 instant. */
  readonly after: string;
  /** The first office day on which it may be written, as it is counted from `after`. */
  readonly on: string;
  /** That day has come, and it may be written now. */
  readonly may: boolean;
  /** The first office day whose morning is still to come and on which it may be written; null: there is none. */
  readonly morning: string | null;
}

/** The follow-up of each contact who has one, the soonest first. Nobody has two. */
export function followUpsOf(
  person: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly FollowUp[] {
  return person.people
    .flatMap((contact) => followUpOf(person, contact, knowledge, now) ?? [])
    .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}

/** The follow-up of one contact; null: nothing is left to say, it is too late for it, or the person let it be. */
export function followUpOf(
  person: Applicant,
  contact: Correspondent,
  knowledge: Knowledge,
  now: Temporal.Instant,
): FollowUp | null {
  const open = openOf(person, contact, knowledge);
  if (!open || isRested(contact, open)) return null;
  const on = dayOf(person, contact, open, knowledge);
  if (on === null) return null;
  const zone = zoneOf(person.settings);
  const today = wallOf(now, zone).slice(0, 10);
  const rest = knowledge.outreach.follow_up.rest_days;
  // A letter may be promised for a far day, and they may name one; anything else that waits so long is better begun anew.
  const isFar =
    open.what !== 'letter-reminder' && !open.named && readDay(on) > readDay(open.after.slice(0, 10)) + rest;
  if (isFar || readDay(today) > readDay(on) + rest) return null;
  const isHere = on <= today;
  const may = isHere && nextFor(person, contact, open.what, knowledge, now).may;
  const morning = isHere ? officeDayFrom(person, contact, open.what, knowledge, now) : on;
  const { what, after } = open;
  return may || morning !== null ? { contact, what, after, on, may, morning } : null;
}

/** Each turn begins on a later day, and a season holds only a few stretches of days on which nothing may be written. */
const MOST_TURNS = 12;

/**
 * The first office day whose morning is not before `from` and on which the message may be written. Where the time for it ends
 * before an office day comes, its first day. Null: there is none.
 */
function officeDayFrom(
  person: Applicant,
  contact: Correspondent,
  what: SentKind,
  knowledge: Knowledge,
  from: Temporal.Instant,
): string | null {
  const zone = zoneOf(person.settings);
  let at = from;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { may, earliest, latest } = nextFor(person, contact, what, knowledge, at);
    if (earliest === null) return null;
    const first = may ? firstMorning(earliest, at, zone) : earliest;
    const office = officeDay(first, knowledge.etiquette);
    if (latest !== null && office > latest) return first <= latest ? first : null;
    // Its own morning is what a later day was asked about already.
    if (!may && office === earliest) return office;
    const morning = morningOf(readDay(office), zone);
    if (nextFor(person, contact, what, knowledge, morning).may) return office;
    at = morning;
  }
  return null;
}

/** The day itself where its morning is still to come, else the next one. */
function firstMorning(day: string, at: Temporal.Instant, zone: string): string {
  const isOver = Temporal.Instant.compare(morningOf(readDay(day), zone), at) < 0;
  return isOver ? isoOf(readDay(day) + 1) : day;
}

/** `named`: they said from which day they would like to hear again. */
type Open = Pick<FollowUp, 'what' | 'after'> & { readonly named?: true };

/** The person let it be, and nothing was said since. */
function isRested({ restedAt }: Correspondent, { after }: Open): boolean {
  return restedAt !== undefined && Temporal.Instant.compare(restedAt, after) >= 0;
}

/** What waits for an answer, and the kind of message that follows it. */
function openOf(person: Applicant, contact: Correspondent, knowledge: Knowledge): Open | null {
  const zone = zoneOf(person.settings);
  const log = contact.log.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const last = log.at(-1);
  const heard = log.findLastIndex(isHeard);
  const letter = letterOf(contact, zone);
  // An answer ends a series, but somebody who has agreed to write a letter may still forget it.
  const isAwaited = letter?.answer === 'strong' || (letter?.answer === 'open' && heard < 0);
  if (letter?.asked && letter.received === null && isAwaited)
    return { what: 'letter-reminder', after: last?.at ?? morningOf(readDay(letter.asked), zone).toString() };
  if (last?.from === 'them' && last.later !== undefined) return askedAgain(log, last, contact, knowledge);
  if (!last || heard === log.length - 1) return null;
  const what = followingKind(last, contact, knowledge);
  return what && { what, after: last.at };
}

/** They put it off to a day: what they were asked last is asked again then. */
function askedAgain(
  log: readonly Message[],
  { at, refused }: Message,
  contact: Correspondent,
  knowledge: Knowledge,
): Open | null {
  const asked = log.findLast(({ from, kind }) => from === 'me' && kind !== 'interview' && kind !== 'meeting');
  if (!asked || refused) return null;
  const sent = sentKindSchema.safeParse(asked.kind);
  const what = followingKind(asked, contact, knowledge) ?? (sent.success ? sent.data : null);
  return what && { what, after: at, named: true };
}

function isHeard({ from, kind }: Message): boolean {
  return from === 'them' || kind === 'interview' || kind === 'meeting';
}

/** The kind that may be sent after an unanswered one: the same where it asks for something and may be asked again. */
function followingKind(
  { kind }: Message,
  contact: Correspondent,
  { etiquette, outreach }: Knowledge,
): SentKind | null {
  // Its day is counted from the request, when the letter had not come yet.
  if (kind === 'letter-request') return contact.letter?.received ? null : 'letter-reminder';
  const sent = sentKindSchema.safeParse(kind);
  if (!sent.success) return outreach.follow_up.plain[contact.kind] ?? null;
  const { asks, attempts } = etiquette.kinds[sent.data];
  return asks && attempts !== null && attempts > 1 ? sent.data : null;
}

/** Its day, and no earlier than the person wants it as far as its time allows. */
function dayOf(
  person: Applicant,
  contact: Correspondent,
  { what, after }: Open,
  knowledge: Knowledge,
): string | null {
  const zone = zoneOf(person.settings);
  const from = (at: Temporal.Instant): string | null => officeDayFrom(person, contact, what, knowledge, at);
  const first = from(Temporal.Instant.from(after));
  const wanted = contact.notBefore;
  if (first === null || wanted === null || wanted <= first) return first;
  const { latest } = nextFor(person, contact, what, knowledge, morningOf(readDay(first), zone));
  const later = from(morningOf(readDay(wanted), zone));
  return latest === null || (later !== null && later <= latest)
    ? later
    : lastOfficeDay(first, latest, knowledge);
}

/** The last office day of a stretch of days, or its first day where it holds none. */
function lastOfficeDay(first: string, latest: string, { etiquette }: Knowledge): string {
  let day = readDay(latest);
  while (day > readDay(first) && !isOfficeDay(isoOf(day), etiquette)) day -= 1;
  return isoOf(day);
}
