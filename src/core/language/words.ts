import { fold } from '#core/language/fold.ts';

/** Something in a text, with its offsets in UTF-16 units; `to` is exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** A word as `fold` writes it, without apostrophes and marks, and where it is. */
export interface PlacedWord extends Place {
  readonly word: string;
}

// Apostrophes and invisible characters stay inside a word; a hyphen ends it, so that "check-in" reads like "check in".
const WORD =
  /[\p{L}\p{N}\p{M}]+(?:['\u2018\u2019\u02bc`\u00ad\u200b-\u200f\u2060\ufeff]+[\p{L}\p{N}\p{M}]+)*/gu;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** The words of a text in order. Case, accents, punctuation, quotes and line breaks make no difference. */
export function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: raw, index }) => {
    const word = fold(raw).replace(NO_LETTER, '');
    return word === '' ? [] : [{ word, from: index, to: index + raw.length }];
  });
}
