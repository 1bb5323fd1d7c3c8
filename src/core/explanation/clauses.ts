import type { ExplanationRules } from '#core/knowledge/explanation.ts';
import { placedSentences } from '#core/language/sentences.ts';
import { type Place, placedWords } from '#core/language/words.ts';

/** A word as patterns see it, or `,` between two, and where it is in the text. */
export interface Token extends Place {
  readonly word: string;
  /** It is in quotation marks: someone else's word. */
  readonly isQuoted: boolean;
}

/** A stretch of a sentence that can be a part on its own; `first` and `end` count the tokens of the sentence. */
export interface Clause extends Place {
  readonly first: number;
  readonly end: number;
  /** Words as a person would count them. */
  readonly words: number;
}

export interface Sentence extends Place {
  readonly isItem: boolean;
  readonly tokens: readonly Token[];
  readonly clauses: readonly Clause[];
}

/** Longer sentences are only read up to this point. */
const LONGEST = 160;
/** No pattern looks further into a word than this. */
const LONGEST_WORD = 40;
/** A clause has at least this many words before a main clause ends it. */
const SHORTEST = 3;
const STOP = /[,;:](?=\s)|[()–—]|\s-+\s/u;
const HAS_LETTER = /[\p{L}\p{N}]/u;
const YEAR = /^20\d\d$/;
const QUOTED = /"[^"\n]{1,300}"|“[^”\n]{1,300}”/gu;

/** The sentences of a text, each cut where one part may end and the next begin. */
export function clausesIn(text: string, rules: ExplanationRules): readonly Sentence[] {
  const quotes = [...text.matchAll(QUOTED)].map(({ 0: { length }, index }) => ({
    from: index,
    to: index + length,
  }));
  return placedSentences(text).map(({ from, to, isItem }) => {
    const tokens = tokensIn(text.slice(from, to), from, rules, quotes);
    return { from, to, isItem, tokens, clauses: cut(tokens, text, rules) };
  });
}

function tokensIn(
  text: string,
  offset: number,
  { short }: ExplanationRules,
  quotes: readonly Place[],
): readonly Token[] {
  let last = 0;
  return placedWords(text)
    .slice(0, LONGEST)
    .flatMap(({ word, from, to }): Token[] => {
      // "June 3, 2026" is one date.
      const stop = last > 0 && STOP.test(text.slice(last, from)) && !YEAR.test(word);
      last = to;
      const place = { from: offset + from, to: offset + to };
      const isQuoted = quotes.some((quote) => quote.from <= place.from && place.to <= quote.to);
      const words = (Object.hasOwn(short, word) ? (short[word] ?? word) : word).split(' ');
      const tokens = words.map((one) => ({ word: one.slice(0, LONGEST_WORD), ...place, isQuoted }));
      return stop ? [{ word: ',', from: place.from, to: place.from, isQuoted: false }, ...tokens] : tokens;
    });
}

function cut(
  tokens: readonly Token[],
  text: string,
  { joins, joins_before: before, opens, mains }: ExplanationRules,
): readonly Clause[] {
  const starts = [0];
  for (const [at, { word }] of tokens.entries()) {
    const start = starts.at(-1) ?? 0;
    const isOpened = opens.includes(tokens[start]?.word ?? '');
    const isMain = isOpened && at - start > SHORTEST && mains.includes(word);
    const isJoin =
      joins.includes(word) || (before.includes(word) && mains.includes(tokens[at + 1]?.word ?? ''));
    if (at > start && (word === ',' || isJoin || isMain)) starts.push(word === ',' ? at + 1 : at);
  }
  return starts.flatMap((first, index) => {
    const end = starts[index + 1] ?? tokens.length;
    const own = tokens.slice(first, end).filter(({ word }) => word !== ',');
    const [begin] = own;
    const last = own.at(-1);
    if (!begin || !last) return [];
    const words = text
      .slice(begin.from, last.to)
      .split(/\s+/u)
      .filter((word) => HAS_LETTER.test(word)).length;
    return [{ first, end, from: begin.from, to: last.to, words }];
  });
}
