import type { ReuseRules, ReuseWord } from '#core/knowledge/reuse.ts';
import { type Place, type PlacedWord, placedWords } from '#core/language/words.ts';
import { type Alike, alikeIn } from '#core/reuse/alike.ts';
import { apart, covered, type Run, sharedRuns } from '#core/reuse/runs.ts';

/** A run of words that both texts share. Offsets are in UTF-16 units of the texts as given. */
export interface Passage extends Place {
  /** As the new text writes them. */
  readonly words: string;
  readonly count: number;
  readonly oldFrom: number;
  readonly oldTo: number;
}

/** A share of the new text's words, and what to call it. */
export interface Shared {
  readonly share: number;
  readonly word: ReuseWord;
}

/** What a new text takes from an old one. */
export interface Reused extends Shared {
  /** Longest first; none overlaps another in the new text. */
  readonly passages: readonly Passage[];
  /** The number of words in the new text. */
  readonly total: number;
  /** Only runs so long that hardly anyone would write them twice by chance. */
  readonly inLongRuns: Shared;
  /** Sentences that read the same although words were changed or moved, and the share if these are counted too. */
  readonly alike: readonly Alike[];
  readonly toReader: Shared;
}

const END = Number.POSITIVE_INFINITY;

/** Compares a text with an earlier one, in time linear in the length of both. */
export function reuse(oldText: string, newText: string, rules: ReuseRules): Reused {
  const [oldWords, newWords] = [placedWords(oldText), placedWords(newText)];
  const runs = sharedRuns(oldWords, newWords, rules.run);
  const alike = alikeIn(oldText, newText, rules);
  const shared = (count: number): Shared => {
    const share = newWords.length === 0 ? 0 : count / newWords.length;
    return { share, word: rules.words.find(({ from }) => share >= from)?.word ?? 'new' };
  };
  return {
    ...shared(covered(runs)),
    passages: apart(runs, rules.run).map((run) => passageOf(run, newText, newWords, oldWords)),
    total: newWords.length,
    inLongRuns: shared(covered(runs.filter(({ length }) => length >= rules.long_run))),
    alike,
    toReader: shared(coveredOrAlike(runs, alike, newWords)),
  };
}

function passageOf(
  { start, length, oldStart }: Run,
  text: string,
  newWords: readonly PlacedWord[],
  oldWords: readonly PlacedWord[],
): Passage {
  const { from, to } = placeOf(newWords, start, length);
  const old = placeOf(oldWords, oldStart, length);
  return { words: text.slice(from, to), count: length, from, to, oldFrom: old.from, oldTo: old.to };
}

function placeOf(words: readonly PlacedWord[], start: number, length: number): Place {
  return { from: words[start]?.from ?? 0, to: words[start + length - 1]?.to ?? 0 };
}

function coveredOrAlike(runs: readonly Run[], alike: readonly Alike[], words: readonly PlacedWord[]): number {
  let run = 0;
  let sentence = 0;
  return words.filter(({ from, to }, at) => {
    while (isBefore(runs[run], at)) run += 1;
    while ((alike[sentence]?.to ?? END) < to) sentence += 1;
    return at >= (runs[run]?.start ?? END) || from >= (alike[sentence]?.from ?? END);
  }).length;
}

function isBefore(run: Run | undefined, at: number): boolean {
  return run !== undefined && run.start + run.length <= at;
}
