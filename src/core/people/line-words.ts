import leven from 'leven';
import { fold } from '#core/language/fold.ts';

/** One word of a line, or a mark that ends part of it. */
export interface Token {
  readonly raw: string;
  /** As `fold` writes it, without marks at either end; empty for a mark between parts. */
  readonly word: string;
  readonly isBreak: boolean;
  /** Place in the line, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

// Marks between parts; a hyphen only if it stands alone, since names contain them.
const BREAK = /^(?:[,;:|/()[\]\t•·–—]+|-{1,3}|\/\/)$/;
const PIECES = /[,;:|()[\]\t•·–—]+|\/(?=\s|\p{L}{2})|(?<=\s)-{1,3}(?=\s)|[^\s,;:|()[\]\t•·–—/]+/gu;
/** A full stop after these does not end anything. */
const ABBREVIATED = /^(?:dr|prof|mr|mrs|ms|mx|m|mme|st|ste|mt|ft|jr|sr|univ|hosp|med|dept|\p{L})\.$/iu;

export function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index } of line.matchAll(PIECES)) {
    const isBreak = BREAK.test(raw);
    const word = isBreak ? '' : fold(raw).replace(/^[^\p{L}\p{N}@&]+|[^\p{L}\p{N}&]+$/gu, '');
    const to = index + raw.length;
    tokens.push({ raw, word, isBreak: isBreak || word === '', from: index, to });
    if (/[.!?]$/.test(raw) && !ABBREVIATED.test(raw))
      tokens.push({ raw: '.', word: '', isBreak: true, from: to, to });
  }
  return tokens;
}

/** The position of a rule's words in a line: from the first token up to, but not including, the last. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

/**
 * The first position of a phrase, in whole words.
 * @param isExact if absent, long words may contain a typo
 */
export function findPhrase(tokens: readonly Token[], phrase: string, isExact = false): Found | null {
  const wanted = phrase.split(' ');
  for (let from = 0; from + wanted.length <= tokens.length; from += 1) {
    if (wanted.every((word, index) => isMeant(tokens[from + index], word, isExact)))
      return { from, to: from + wanted.length };
  }
  return null;
}

function isMeant(token: Token | undefined, word: string, isExact: boolean): boolean {
  if (!token || token.isBreak) return false;
  const typed = token.word.replaceAll("'", '').replaceAll('’', '');
  if (typed === word) return true;
  if (isExact || word.length < 6 || Math.abs(typed.length - word.length) > 2 || typed[0] !== word[0])
    return false;
  return leven(typed, word) <= (word.length < 9 ? 1 : 2);
}
