import type { ToneMeanings } from '#core/knowledge/tone-meanings.ts';
import type { Features } from '#core/language/linear.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** How much the meaning of a stretch weighs beside its words, whose length is one; and each group that it names. */
const SHARE = { meaning: 0.7, group: 0.07 } as const;
/** The names of the features, made once. */
const names = { v: [] as string[], c: [] as string[] };

/**
 * What the words of a stretch mean together, as features that stand beside those of its wording. What is quoted is
 * somebody else's, and counts for nothing.
 */
export function meaningIn(sentences: readonly Sentence[], meanings: ToneMeanings): Features {
  const { vectors, dimensions, groups, levels } = meanings;
  const sum = new Float64Array(dimensions);
  const features = new Map<string, number>();
  for (const { tokens } of sentences) {
    for (const { word, isQuoted } of tokens) {
      const at = isQuoted ? -1 : placeOf(word, meanings);
      if (at < 0) continue;
      for (let k = 0; k < dimensions; k += 1) sum[k] = (sum[k] ?? 0) + (vectors[at * dimensions + k] ?? 0);
      for (let k = 0; k < levels; k += 1)
        features.set(nameOf('c', groups[at * levels + k] ?? 0), SHARE.group);
    }
  }
  const length = Math.hypot(...sum);
  if (length > 0)
    sum.forEach((value, k) => {
      features.set(nameOf('v', k), (SHARE.meaning * value) / length);
    });
  return features;
}

function nameOf(kind: 'v' | 'c', at: number): string {
  const known = names[kind][at];
  if (known !== undefined) return known;
  const made = `${kind} ${at}`;
  names[kind][at] = made;
  return made;
}

/** Which word of the table it is; -1 for one that is not in it. */
function placeOf(word: string, { words, starts }: ToneMeanings): number {
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const from = starts[middle] ?? 0;
    const other = words.slice(from, (starts[middle + 1] ?? words.length) - 1);
    if (other === word) return middle;
    if (other < word) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
