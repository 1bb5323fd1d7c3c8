import type { Place } from '#core/language/words.ts';

/** A sentence, or a line of a list. */
export interface PlacedSentence extends Place {
  /** True if it is a line of a list. */
  readonly isItem: boolean;
}

// A blank line, the start of a list item, or the end of a sentence.
const END =
  /\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-*•–]|\d{1,2}[.)])\s)|(?<![.!?…])[.!?…]+["'”’)\]]*(?=\s|$)|(?<=\p{L}\p{Ll})[.!?](?=\p{Lu}\p{Ll})/gu;
const ITEM = /^\s*(?:[-*•–]|\d{1,2}[.)])\s/u;
const SHORT =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|mt|vs|no|approx|jr|sr|dept|e\.g|i\.e|a\.m|p\.m|u\.s|\p{Lu})$/iu;
/** No abbreviation is longer. */
const LOOK_BACK = 8;

/** The sentences of a text in order, without surrounding white space. Linear in the length of the text. */
export function placedSentences(text: string): readonly PlacedSentence[] {
  const sentences: PlacedSentence[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const from = start + raw.length - raw.trimStart().length;
    const to = start + raw.trimEnd().length;
    if (/[\p{L}\p{N}]/u.test(raw)) sentences.push({ from, to, isItem: ITEM.test(raw) });
    start = end;
  };
  for (const { 0: mark, index } of text.matchAll(END)) {
    if (!isShortened(text, mark, index) && !isNumber(text, start, index)) close(index + mark.length);
  }
  close(text.length);
  return sentences;
}

/** The sentences of a letter: a line of its own, such as a greeting or a line of the signature, is one. */
export function sentencesByLine(text: string): readonly Place[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const offset = start;
    start += line.length + 1;
    return placedSentences(line).map(({ from, to }) => ({ from: from + offset, to: to + offset }));
  });
}

/** In "Dr. Lee", "J. Lee" and "9 a.m. on" the dot does not end a sentence. `mark` stands at `at`. */
export function isShortened(text: string, mark: string, at: number): boolean {
  if (!mark.startsWith('.') || mark.length > 1) return false;
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  const [last = ''] = before.match(/\S*$/u) ?? [];
  const next = text.slice(at + 1, at + 3).trimStart();
  if (/^\(?(?:e\.g|i\.e)$/iu.test(last)) return true;
  if (/\p{L}\.\p{L}$/u.test(last)) return /^[\p{Ll}\d]/u.test(next);
  return SHORT.test(before) && !/(?:^|\s)I$/u.test(before) && (!/\bno$/iu.test(before) || /^\d/.test(next));
}

/** The number of a list item: "1. Question bank". */
function isNumber(text: string, start: number, at: number): boolean {
  return at - start < LOOK_BACK && /^\s*\d{1,2}$/u.test(text.slice(start, at));
}
