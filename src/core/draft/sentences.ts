import { placedSentences } from '#core/language/sentences.ts';
import type { Place } from '#core/language/words.ts';

/** The sentences of a letter, in UTF-16 units: a line of its own, such as a greeting or a line of the signature, is one. */
export function sentencesOf(text: string): readonly Place[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const offset = start;
    start += line.length + 1;
    return placedSentences(line).map(({ from, to }) => ({ from: from + offset, to: to + offset }));
  });
}
