/** What is weighed in a stretch of words: names of features, each with how much of it there is. */
export type Features = ReadonlyMap<string, number>;

/** A linear model: what each feature adds to a score that begins at `bias`. */
export interface Linear {
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** Of several windows the one that scores highest, and its score; without windows null and minus infinity. */
export function heaviest(windows: readonly Features[], { bias, weights }: Linear) {
  let best: { readonly features: Features | null; readonly score: number } = {
    features: null,
    score: -Infinity,
  };
  for (const features of windows) {
    let score = bias;
    for (const [name, value] of features) score += value * (weights.get(name) ?? 0);
    if (score > best.score) best = { features, score };
  }
  return best;
}

/** The highest score of any window, with the model's bias. */
export function scoreOf(windows: readonly Features[], model: Linear): number {
  return heaviest(windows, model).score;
}

/** Several windows as one of length one; of a feature in more than one of them the greatest value counts. */
export function scaled(parts: readonly Features[]): Features {
  const all = new Map<string, number>();
  for (const part of parts) {
    for (const [name, value] of part) all.set(name, Math.max(value, all.get(name) ?? 0));
  }
  const length = Math.sqrt(Array.from(all.values()).reduce((sum, value) => sum + value * value, 0)) || 1;
  return new Map(Array.from(all, ([name, value]) => [name, value / length]));
}
