import type { PlacedWord } from '#core/language/words.ts';
import { matchesIn } from '#core/reuse/suffix-automaton.ts';

/** A run of words in both texts: `start` in the new one, `oldStart` in the old one, where it first occurs. */
export interface Run {
  readonly start: number;
  readonly length: number;
  readonly oldStart: number;
}

/**
 * The longest possible runs of the new text that also occur in the old one, with `least` words or more. They may
 * overlap, but none lies within another, so each starts and ends after the one before it.
 */
export function sharedRuns(
  oldWords: readonly PlacedWord[],
  newWords: readonly PlacedWord[],
  least: number,
): readonly Run[] {
  const ids = new Map<string, number>();
  for (const { word } of oldWords) if (!ids.has(word)) ids.set(word, ids.size);
  const numbers = (words: readonly PlacedWord[]) => words.map(({ word }) => ids.get(word) ?? -1);
  const matches = matchesIn(numbers(newWords), numbers(oldWords));
  return matches.flatMap(({ length, otherEnd }, end) => {
    const isLongest = matches[end + 1]?.length !== length + 1;
    if (length < least || !isLongest) return [];
    return [{ start: end - length + 1, length, oldStart: otherEnd - length + 1 }];
  });
}

/** How many words are in at least one run. */
export function covered(runs: readonly Run[]): number {
  let end = 0;
  let count = 0;
  for (const { start, length } of runs) {
    count += Math.max(0, start + length - Math.max(start, end));
    end = Math.max(end, start + length);
  }
  return count;
}

/**
 * The same runs without overlaps. If several runs share a word, the longest keeps it, and what remains of the others is
 * kept if it has `least` words or more.
 */
export function apart(runs: readonly Run[], least: number): readonly Run[] {
  return ownersOf(runs)
    .filter(({ length }) => length >= least)
    .toSorted((a, b) => b.length - a.length || a.start - b.start);
}

/** Each stretch of words that one run keeps. The runs that contain a word are queued, longest first. */
function ownersOf(runs: readonly Run[]): readonly Run[] {
  const pieces: Run[] = [];
  const queue: Run[] = [];
  const end = runs.at(-1);
  let next = 0;
  let head = 0;
  let owner: Run | undefined;
  for (let at = runs[0]?.start ?? 0; end && at < end.start + end.length; at += 1) {
    const begun = runs[next];
    if (begun?.start === at) {
      while (queue.length > head && (queue.at(-1)?.length ?? 0) < begun.length) queue.pop();
      queue.push(begun);
      next += 1;
    }
    while (isOver(queue[head], at)) head += 1;
    const longest = queue[head];
    const last = pieces.at(-1);
    if (longest && last && longest === owner)
      pieces[pieces.length - 1] = { ...last, length: last.length + 1 };
    else if (longest) pieces.push({ start: at, length: 1, oldStart: longest.oldStart + at - longest.start });
    owner = longest;
  }
  return pieces;
}

function isOver(run: Run | undefined, at: number): boolean {
  return run !== undefined && run.start + run.length <= at;
}
