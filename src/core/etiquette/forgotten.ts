import type { Temporal } from 'temporal-polyfill';
import { asOf } from '#core/etiquette/as-of.ts';
import { type Asking, askingOf, momentOf, type Writer } from '#core/etiquette/case.ts';
import { type Day, dayIn, isoOf, readDay } from '#core/etiquette/days.ts';
import { isHeard } from '#core/etiquette/history.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import type { SentKind } from '#core/record/draft-kind.ts';
import { hasBegun, startOf } from '#core/season/season.ts';

/** Someone whose thread was left open. */
export interface Forgotten {
  /** The contact's id. */
  readonly contact: string;
  readonly reason: 'match' | 'letter' | 'reply';
  /** Since when, `YYYY-MM-DD` in the person's zone. */
  readonly since: string;
  /** One sentence with the name. */
  readonly says: string;
  /** What would fix it; `nextFor` says when. */
  readonly kind: SentKind;
}

/** People who are in danger of being forgotten, the longest wait first, each for one reason. */
export function forgottenAt(
  person: Writer,
  knowledge: Knowledge,
  at: Temporal.Instant,
): readonly Forgotten[] {
  const moment = momentOf(person, knowledge, at);
  const match = lastMatch(person, knowledge, at);
  const matched = match && dayIn(moment.zone, match.epochMilliseconds);
  return person.people
    .flatMap(
      (contact) =>
        threadOf(asOf(contact, moment.zone, at.epochMilliseconds), askingOf(moment, contact), matched) ?? [],
    )
    .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

/** The latest past Match Day of a season in which the person took part. */
function lastMatch(
  { profile }: Writer,
  { seasons }: Knowledge,
  at: Temporal.Instant,
): Temporal.Instant | null {
  const season = seasons.findLast(
    (one) => profile.cycles.some(({ year }) => year === one.year) && hasBegun(one, 'match_day', at),
  );
  return season ? startOf(season, 'match_day') : null;
}

function threadOf(contact: Correspondent, asking: Asking, matched: Day | null): Forgotten | null {
  const { history, today, knowledge } = asking;
  if (history.refused || contact.wantsNone) return null;
  const { after_days } = knowledge.etiquette.forgotten;
  const open = THREADS.flatMap((thread) => {
    const found = thread(contact, asking, matched);
    return found && today - found.since >= after_days ? [found] : [];
  }).toSorted((a, b) => a.since - b.since);
  const [first] = open;
  return first ? worded(contact, first, knowledge.etiquette) : null;
}

interface Thread {
  readonly reason: Forgotten['reason'];
  readonly since: Day;
  readonly kind: SentKind;
}

const THREADS: readonly ((contact: Correspondent, asking: Asking, matched: Day | null) => Thread | null)[] = [
  untold,
  unthanked,
  unanswered,
];

/** Writers and mentors who have heard nothing since the results came out. */
function untold(contact: Correspondent, { history }: Asking, matched: Day | null): Thread | null {
  const { kind, known, letter } = contact;
  const hasHelped =
    kind === 'letter_writer' || kind === 'mentor' || known.includes('letter') || Boolean(letter?.received);
  if (matched === null || !hasHelped) return null;
  const isTold = history.said.some((one) => one.day >= matched && (one.from === 'me' || one.isTalk));
  return isTold ? null : { reason: 'match', since: matched, kind: 'reconnect' };
}

function unthanked({ letter }: Correspondent, { history, today }: Asking): Thread | null {
  if (!letter?.received) return null;
  const since = readDay(letter.received);
  const isThanked = history.said.some((one) => one.day >= since && (one.from === 'me' || one.isTalk));
  return isThanked || since > today ? null : { reason: 'letter', since, kind: 'thank-you' };
}

/** They wrote last, and it answered us or asks for an answer. */
function unanswered(_: Correspondent, { history }: Asking): Thread | null {
  const last = history.said.at(-1);
  if (!last || !isHeard(last) || last.isTalk) return null;
  const before = history.said.findLast(({ from }) => from === 'me');
  if (!history.asksUs && before?.kind !== 'program-feedback') return null;
  const kind = before?.kind === 'program-feedback' ? 'feedback-ack' : 'reconnect';
  return { reason: 'reply', since: last.day, kind };
}

function worded(
  { id, name }: Correspondent,
  { reason, since, kind }: Thread,
  { forgotten }: Etiquette,
): Forgotten {
  const says = forgotten[reason].says.replace('{{name}}', () => name);
  return { contact: id, reason, since: isoOf(since), says, kind };
}
