import type { ReuseRules } from '#core/knowledge/reuse.ts';
import { placedSentences } from '#core/language/sentences.ts';
import { type Place, type PlacedWord, placedWords } from '#core/language/words.ts';

/** A sentence of the new text that reads like one of the old text. */
export interface Alike extends Place {
  readonly words: string;
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly oldWords: string;
  /** The share of the words of both sentences that they have in common, from 0 to 1. */
  readonly share: number;
}

interface Sentence extends Place {
  readonly words: readonly PlacedWord[];
}

/** A pair of words found in more sentences of the old text than this does not tell any of them apart. */
const MOST_SENTENCES = 20;

/**
 * The sentences that a reader would take for the same even though words were changed or moved. They are in the order of
 * the new text, each with the old sentence most like it. Only sentences with two consecutive words in common are
 * compared.
 */
export function alikeIn(oldText: string, newText: string, { alike }: ReuseRules): readonly Alike[] {
  const old = sentencesOf(oldText, alike.words);
  const byPair = new Map<string, number[]>();
  for (const [index, { words }] of old.entries()) {
    for (const pair of pairsOf(words)) {
      const known = byPair.get(pair) ?? [];
      if (known.length < MOST_SENTENCES) byPair.set(pair, [...known, index]);
    }
  }
  return sentencesOf(newText, alike.words).flatMap((sentence) => {
    const candidates = new Set([...pairsOf(sentence.words)].flatMap((pair) => byPair.get(pair) ?? []));
    const [best] = [...candidates]
      .flatMap((index) => old[index] ?? [])
      .map((one) => ({ one, share: sharedWords(sentence.words, one.words) }))
      .toSorted((a, b) => b.share - a.share);
    if (!best || best.share < alike.from) return [];
    const { one, share } = best;
    const { from, to } = sentence;
    const [words, oldWords] = [newText.slice(from, to), oldText.slice(one.from, one.to)];
    return [{ words, from, to, oldWords, oldFrom: one.from, oldTo: one.to, share }];
  });
}

function sentencesOf(text: string, least: number): readonly Sentence[] {
  return placedSentences(text)
    .map(({ from, to }) => ({ from, to, words: placedWords(text.slice(from, to)) }))
    .filter(({ words }) => words.length >= least);
}

function pairsOf(words: readonly PlacedWord[]): ReadonlySet<string> {
  return new Set(words.slice(1).map(({ word }, index) => `${words[index]?.word} ${word}`));
}

/** Sørensen–Dice: twice the shared words divided by all words, each counted as often as it occurs. */
function sharedWords(a: readonly PlacedWord[], b: readonly PlacedWord[]): number {
  const left = new Map<string, number>();
  for (const { word } of a) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const { word } of b) {
    const count = left.get(word) ?? 0;
    if (count > 0) common += 1;
    left.set(word, count - 1);
  }
  return (2 * common) / (a.length + b.length);
}
