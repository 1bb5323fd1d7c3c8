import type { Temporal } from 'temporal-polyfill';
import { dateIn, type LineDate } from '#core/people/line-dates.ts';
import { takeSpecialty } from '#core/people/line-fields.ts';
import { MOST_IN_NAME, takeTitled, takeUntitled } from '#core/people/line-names.ts';
import { inOrder, type NamedPlace, takePlaces } from '#core/people/line-places.ts';
import { holdsAny, isFree, type LineRules, mark, type Reading, use } from '#core/people/line-reading.ts';
import { findPhrase, tokensOf } from '#core/people/line-words.ts';
import {
  type Correspondent,
  correspondentSchema,
  type Known,
  type Message,
} from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

const NAME = 100;
const PLACE = 80;
const NOTE = 500;
const FEEDBACK = 1_000;
const SAYS = 300;

/**
 * Whom a line names, and what it says about them: how they are known, what they are, field, hospital, place, and what
 * happened on which day. What was not understood is kept as a note. Null for a line that names nobody.
 * @param today in the person's zone
 */
export function readLine(typed: string, rules: LineRules, today: Temporal.PlainDate): Addressee | null {
  const line = typed
    .replace(/^\s*(?:[-•*·–]|\d{1,3}[.)])\s+/, '')
    .replace(/\bhttps?:\/\/\S+|\S+@\S+\.\S+/gi, ' ')
    .replace(/\b(dr|prof|mr|mrs|ms)\.(?=\p{L})/giu, '$1. ')
    .replace(/\s+/g, ' ')
    .trim();
  const tokens = tokensOf(line);
  if (!tokens.some(({ isBreak }) => !isBreak) || line.endsWith(':')) return null;
  const reading: Reading = {
    line,
    tokens,
    used: tokens.map(() => false),
    rules,
    isLower: !/\p{Lu}/u.test(line),
  };
  const { wording } = rules.people;
  const date = dateIn(line, today);
  if (date) useDate(reading, date);
  const wantsNone = wording.wants_none.some((phrase) => use(reading, phrase));
  const wouldTrain = wouldTrainIn(reading);
  const feedback = feedbackIn(reading);
  const titled = takeTitled(reading);
  const specialty = takeSpecialty(reading);
  const roles = wording.roles.filter(({ words }) => holdsAny(reading, words)).map(({ as }) => as);
  const known = wording.known.filter(({ words }) => holdsAny(reading, words)).map(({ as }) => as);
  const event = date && eventIn(reading, date);
  for (const { words } of [...wording.roles, ...wording.known, ...wording.events])
    for (const one of words) use(reading, one);
  const person = titled ?? takeUntitled(reading, roles.length > 0);
  const says = specialty !== null || known.some((how) => how !== 'conversation');
  const places = takePlaces(reading, says ? MOST_IN_NAME : 2);
  const [program, place] = inOrder(places, person !== null);
  const name = person ?? program?.words;
  if (!name) return null;
  return correspondentSchema.omit({ id: true }).parse({
    kind: kindOf(person !== null, roles, known),
    name: name.slice(0, NAME),
    program: person === null ? null : (program?.words.slice(0, NAME) ?? null),
    place: place?.words.slice(0, PLACE) ?? null,
    specialty,
    known: [...new Set(known)],
    wantsNone,
    wouldTrain,
    feedback,
    log: event ? [event] : [],
    note: restOf(reading, places),
  });
}

function kindOf(isPerson: boolean, roles: readonly string[], known: readonly Known[]): Correspondent['kind'] {
  if (roles.includes('resident')) return 'resident';
  if (roles.includes('school')) return 'school';
  if (!isPerson) return 'program';
  if (roles.includes('mentor')) return 'mentor';
  return known.includes('letter') ? 'letter_writer' : 'attending';
}

function useDate(reading: Reading, date: LineDate): void {
  for (const [index, { from, to }] of reading.tokens.entries())
    if (from < date.to && to > date.from) reading.used[index] = true;
}

function wouldTrainIn(reading: Reading): Correspondent['wouldTrain'] {
  const { yes, no } = reading.rules.people.wording.would_train;
  if (no.some((phrase) => use(reading, phrase))) return 'no';
  return yes.some((phrase) => use(reading, phrase)) ? 'yes' : 'unknown';
}

/** What comes after "feedback:", up to the end of the part. */
function feedbackIn(reading: Reading): string | null {
  const { tokens, line } = reading;
  for (const phrase of reading.rules.people.wording.feedback) {
    const found = findPhrase(tokens, phrase);
    if (!found || !isFree(reading, found)) continue;
    const start = tokens.findIndex(({ isBreak }, index) => index >= found.to && !isBreak);
    if (start < 0) continue;
    const end = tokens.findIndex(
      ({ isBreak, raw }, index) => index > start && isBreak && raw !== ',' && raw !== ':',
    );
    const last = end < 0 ? tokens.length : end;
    mark(reading, { from: found.from, to: last });
    return line.slice(tokens[start]?.from, tokens[last - 1]?.to).slice(0, FEEDBACK) || null;
  }
  return null;
}

/** What happened on the day that the line names. */
function eventIn(reading: Reading, { on }: LineDate): Message | null {
  const { rules, line } = reading;
  const event = rules.people.wording.events.find(({ words }) => holdsAny(reading, words));
  if (!event) return null;
  return {
    at: `${on.toString()}T12:00:00Z`,
    from: event.from,
    kind: event.kind,
    refused: false,
    says: line.slice(0, SAYS),
  };
}

/** What nothing explains, in the words of the line. */
function restOf({ tokens, used, rules, line }: Reading, places: readonly NamedPlace[]): string | null {
  const { small } = rules.people.wording;
  const parts: string[] = places.slice(2).map(({ words }) => words);
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.isBreak || used[at]) continue;
    let to = at;
    while (to < tokens.length && !tokens[to]?.isBreak && !used[to]) to += 1;
    const telling = tokens.slice(at, to).filter(({ word }) => !small.includes(word));
    if (telling.length > 1) parts.push(line.slice(tokens[at]?.from, tokens[to - 1]?.to));
    at = to;
  }
  return parts.join('; ').slice(0, NOTE).trim() || null;
}
