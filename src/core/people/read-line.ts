import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { dateIn, type LineDate } from '#core/people/line-dates.ts';
import { type Found, findPhrase, type Token, tokensOf } from '#core/people/line-words.ts';
import {
  type Correspondent,
  correspondentSchema,
  type Known,
  type Message,
} from '#core/record/correspondent.ts';
import type { Addressee } from '#core/record/grounds.ts';

export type LineRules = Pick<Knowledge, 'people' | 'specialties'>;

const NAME = 100;
const PLACE = 80;
const NOTE = 500;
const FEEDBACK = 1_000;
const SAYS = 300;
const MOST_IN_NAME = 4;

/** A line as it is being read: which of its words have been understood so far. */
interface Reading {
  readonly line: string;
  readonly tokens: readonly Token[];
  readonly used: boolean[];
  readonly rules: LineRules;
  /** Nothing in it has a capital letter, so capitals say nothing. */
  readonly isLower: boolean;
}

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

function isFree({ tokens, used }: Reading, { from, to }: Found): boolean {
  return tokens.slice(from, to).every(({ isBreak }, index) => !isBreak && !used[from + index]);
}

function mark({ used }: Reading, { from, to }: Found): void {
  used.fill(true, from, to);
}

/** Whether the words are there; if so, they count as understood. */
function use(reading: Reading, phrase: string): boolean {
  const found = findPhrase(reading.tokens, phrase);
  if (!found || !isFree(reading, found)) return false;
  mark(reading, found);
  return true;
}

/** Whether one of the phrases is among the words that are still free, or that were used for another of them. */
function holdsAny(reading: Reading, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => {
    const found = findPhrase(reading.tokens, phrase);
    return found !== null && isFree(reading, found);
  });
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

/** The first person with a title. Others are left to the note. */
function takeTitled(reading: Reading): string | null {
  const { tokens, rules } = reading;
  const { titles } = rules.people.wording;
  const isTitle = (token: Token | undefined): boolean =>
    token !== undefined &&
    !token.isBreak &&
    titles.includes(token.word) &&
    (token.word.length > 1 || /^\p{Lu}\.$/u.test(token.raw));
  let first: string | null = null;
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isTitle(tokens[at]) || reading.used[at]) continue;
    let name = at + 1;
    while (isTitle(tokens[name])) name += 1;
    const to = endOfName(reading, name, true);
    if (to === name) continue;
    if (first === null) {
      first = nameWords(tokens.slice(at, to));
      mark(reading, { from: at, to });
      useDegrees(reading, to);
    }
    at = to - 1;
  }
  return first;
}

/** Where a name that begins at `from` ends. After a title, one lower-case word is a name too. */
function endOfName(reading: Reading, from: number, isTitled: boolean): number {
  const { tokens, used, rules } = reading;
  const { particles } = rules.people.wording;
  let to = from;
  for (; to < tokens.length && to - from < MOST_IN_NAME; to += 1) {
    const token = tokens[to];
    if (!token || token.isBreak || used[to] || isOther(reading, to)) break;
    const isCapital = /^\p{Lu}/u.test(token.raw);
    const isParticle = particles.includes(token.word) && /^\p{Ll}/u.test(token.raw);
    if (isCapital || (isParticle && to + 1 < tokens.length && !tokens[to + 1]?.isBreak)) continue;
    if (isTitled && to === from) return to + 1;
    break;
  }
  return to;
}

/** A word that is a field, a role, a relation or a degree, so it does not belong to a name. */
function isOther({ tokens, rules }: Reading, at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  const { wording } = rules.people;
  const one = [token];
  const isPhrase = (phrase: string): boolean => findPhrase(one, phrase) !== null;
  if (
    wording.degrees.includes(token.word) &&
    token.raw.replaceAll('.', '') === token.raw.replaceAll('.', '').toUpperCase()
  )
    return true;
  if (wording.small.includes(token.word)) return true;
  if ([...wording.known, ...wording.roles].some(({ words }) => words.some(isPhrase))) return true;
  return rules.specialties.specialties.some(({ name, also }) =>
    [name, ...also].some((alias) => isAlias(one, alias) !== null),
  );
}

function useDegrees(reading: Reading, from: number): void {
  const { tokens, rules } = reading;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.isBreak && token.raw === ',') continue;
    if (!token || !rules.people.wording.degrees.includes(token.word.replaceAll('.', ''))) return;
    reading.used[at] = true;
  }
}

/** A person without a title: two or three capitalised words, if the line says what they are. */
function takeUntitled(reading: Reading, hasRole: boolean): string | null {
  const { tokens, used, rules } = reading;
  const { degrees, institution } = rules.people.wording;
  const hasDegree = (at: number): boolean => {
    const next = tokens[at]?.isBreak ? tokens[at + 1] : tokens[at];
    return (
      next !== undefined &&
      degrees.includes(next.word.replaceAll('.', '')) &&
      next.raw === next.raw.toUpperCase()
    );
  };
  for (let at = 0; at < tokens.length; at += 1) {
    if (used[at] || !/^\p{Lu}/u.test(tokens[at]?.raw ?? '')) continue;
    const to = endOfName(reading, at, false);
    const length = to - at;
    const words = tokens.slice(at, to);
    const isName = length >= 1 && !words.some(({ word }) => institution.includes(word.replaceAll("'", '')));
    const stands =
      length >= 2 || (hasRole && tokens[at - 1]?.isBreak === true && tokens[to]?.isBreak === true);
    const isThere = /^(?:at|from|in|@|of)$/.test(tokens[at - 1]?.word ?? '');
    if (isName && stands && !isThere && (hasDegree(to) || hasRole)) {
      mark(reading, { from: at, to });
      useDegrees(reading, to);
      return nameWords(words);
    }
    at = Math.max(at, to - 1);
  }
  return null;
}

/** A name as it was typed; a lower-case one gets its capitals. */
function nameWords(tokens: readonly Token[]): string {
  const text = tokens
    .map(({ raw }) => raw.replace(/[.!?]$/, (mark) => (raw.length <= 5 ? mark : '')))
    .join(' ');
  return tokens.some(({ raw }) => /^\p{Ll}/u.test(raw)) &&
    tokens.every(({ raw }) => raw === raw.toLowerCase())
    ? text.replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase())
    : text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function isAlias(tokens: readonly Token[], alias: string): Found | null {
  if (!/\p{Lu}/u.test(alias) || alias.includes(' '))
    return findPhrase(
      tokens,
      alias
        .toLowerCase()
        .replace(/[^\p{L}\p{N}&]+/gu, ' ')
        .trim(),
    );
  const from = tokens.findIndex(({ raw }) => raw.replace(/[^\p{L}\p{N}&]+$/u, '') === alias);
  if (from >= 0) return { from, to: from + 1 };
  return /^\p{Lu}\p{Ll}/u.test(alias) ? findPhrase(tokens, alias.toLowerCase()) : null;
}

/** The field named first, by any of its names. Its words stay free if they end the name of a program. */
function takeSpecialty(reading: Reading): string | null {
  const { tokens, rules, isLower } = reading;
  const aliases = rules.specialties.specialties
    .flatMap(({ id, name, also }) =>
      [name, ...also].map((alias) => ({ id, alias: isLower ? alias.toLowerCase() : alias })),
    )
    .toSorted((a, b) => b.alias.length - a.alias.length);
  let best: { readonly id: string; readonly from: number } | null = null;
  for (const { id, alias } of aliases) {
    const found = isAlias(tokens, alias);
    if (!found || !isFree(reading, found)) continue;
    mark(reading, found);
    if (best === null || found.from < best.from) best = { id, from: found.from };
  }
  return best?.id ?? null;
}

interface NamedPlace extends Found {
  readonly words: string;
  /** After "in": a town rather than a hospital. */
  readonly isTown: boolean;
}

/**
 * Runs of capitalised words that nothing else explains: hospitals, programs, towns.
 * @param mostLower how many words a lower-case line may leave over; one with more is a sentence
 */
function takePlaces(reading: Reading, mostLower: number): readonly NamedPlace[] {
  const { tokens, used, rules, isLower, line } = reading;
  const { small } = rules.people.wording;
  const places: NamedPlace[] = [];
  const begins = (at: number): boolean => {
    const token = tokens[at];
    if (!token || token.isBreak || used[at] || small.includes(token.word)) return false;
    return isLower ? true : /^[\p{Lu}\p{N}]/u.test(token.raw) && /\p{L}/u.test(token.raw);
  };
  const joins = (at: number): boolean => {
    const token = tokens[at];
    if (!token || token.isBreak || used[at]) return false;
    return /^(?:of|the|and|&|for|de|la|du|des|at)$/.test(token.word) && token.word !== 'at';
  };
  for (let at = 0; at < tokens.length; at += 1) {
    if (!begins(at)) continue;
    let to = at + 1;
    for (;;) {
      if (begins(to)) to += 1;
      else if (joins(to) && begins(to + 1)) to += 2;
      else if (joins(to) && joins(to + 1) && begins(to + 2)) to += 3;
      else break;
    }
    const end = withField(reading, to);
    const words = line.slice(tokens[at]?.from, tokens[end - 1]?.to).replace(/[.!?]+$/, '');
    places.push({ from: at, to: end, words, isTown: tokens[at - 1]?.word === 'in' });
    mark(reading, { from: at, to: end });
    at = end - 1;
  }
  const words = places.reduce((sum, { from, to }) => sum + to - from, 0);
  return isLower && words > mostLower ? [] : places;
}

/** Where the name of a program ends, including a field after it: "Kaiser Oakland IM". */
function withField({ tokens, rules, isLower }: Reading, to: number): number {
  const rest = tokens.slice(to, to + 4);
  const lengths = rules.specialties.specialties.flatMap(({ name, also }) =>
    [name, ...also].flatMap((alias) => {
      const found = isAlias(rest, isLower ? alias.toLowerCase() : alias);
      return found?.from === 0 ? [found.to] : [];
    }),
  );
  return to + Math.max(0, ...lengths);
}

/** The program, and the town. */
function inOrder(
  places: readonly NamedPlace[],
  isPerson: boolean,
): readonly [NamedPlace | undefined, NamedPlace | undefined] {
  const [first, second] = places;
  if (isPerson && first && !second && first.isTown) return [undefined, first];
  return [first, second];
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

/** The field that a cell or a word names, by its id, its name or what people write instead; null: none that we know. */
export function fieldIn(text: string, { specialties }: LineRules): string | null {
  const exact = specialties.specialties.find(({ id }) => id === text);
  if (exact) return exact.id;
  const tokens = tokensOf(text);
  const found = specialties.specialties
    .flatMap(({ id, name, also }) => [name, ...also].map((alias) => ({ id, alias })))
    .filter(({ alias }) => isAlias(tokens, alias) !== null || alias.toLowerCase() === text.toLowerCase())
    .toSorted((a, b) => b.alias.length - a.alias.length);
  return found[0]?.id ?? null;
}
