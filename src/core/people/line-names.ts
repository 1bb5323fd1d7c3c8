import { isAlias } from '#core/people/line-fields.ts';
import { mark, type Reading } from '#core/people/line-reading.ts';
import { findPhrase, type Token } from '#core/people/line-words.ts';

export const MOST_IN_NAME = 4;

/** The first person with a title. Others are left to the note. */
export function takeTitled(reading: Reading): string | null {
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
export function takeUntitled(reading: Reading, hasRole: boolean): string | null {
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
