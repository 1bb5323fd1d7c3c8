import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Found, findPhrase, type Token } from '#core/people/line-words.ts';

export type LineRules = Pick<Knowledge, 'people' | 'specialties'>;

/** A line as it is being read: which of its words have been understood so far. */
export interface Reading {
  readonly line: string;
  readonly tokens: readonly Token[];
  readonly used: boolean[];
  readonly rules: LineRules;
  /** Nothing in it has a capital letter, so capitals say nothing. */
  readonly isLower: boolean;
}

export function isFree({ tokens, used }: Reading, { from, to }: Found): boolean {
  return tokens.slice(from, to).every(({ isBreak }, index) => !isBreak && !used[from + index]);
}

export function mark({ used }: Reading, { from, to }: Found): void {
  used.fill(true, from, to);
}

/** Whether the words are there; if so, they count as understood. */
export function use(reading: Reading, phrase: string): boolean {
  const found = findPhrase(reading.tokens, phrase);
  if (!found || !isFree(reading, found)) return false;
  mark(reading, found);
  return true;
}

/** Whether one of the phrases is among the words that are still free, or that were used for another of them. */
export function holdsAny(reading: Reading, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => {
    const found = findPhrase(reading.tokens, phrase);
    return found !== null && isFree(reading, found);
  });
}
