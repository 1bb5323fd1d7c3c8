import { isAlias } from '#core/people/line-fields.ts';
import { mark, type Reading } from '#core/people/line-reading.ts';
import type { Found } from '#core/people/line-words.ts';

export interface NamedPlace extends Found {
  readonly words: string;
  /** After "in": a town rather than a hospital. */
  readonly isTown: boolean;
}

/**
 * Runs of capitalised words that nothing else explains: hospitals, programs, towns.
 * @param mostLower how many words a lower-case line may leave over; one with more is a sentence
 */
export function takePlaces(reading: Reading, mostLower: number): readonly NamedPlace[] {
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
export function inOrder(
  places: readonly NamedPlace[],
  isPerson: boolean,
): readonly [NamedPlace | undefined, NamedPlace | undefined] {
  const [first, second] = places;
  if (isPerson && first && !second && first.isTown) return [undefined, first];
  return [first, second];
}
