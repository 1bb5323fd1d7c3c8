import type { Features, Linear } from '#core/language/linear.ts';

/** What is learnt from: the windows of one text, and whether it is what the model looks for. */
export interface Sample {
  readonly windows: readonly Features[];
  readonly isPositive: boolean;
}

/** How strongly samples pull; a feature of fewer texts than `fewest` says nothing about the next one. */
export interface Pull {
  /** How strongly one sample that is looked for, and one that is not, may pull. */
  readonly sought: number;
  readonly other: number;
  readonly fewest: number;
  /**
   * Features that come as often among what is sought as among the others count less, and telling ones more (after the
   * log-count ratios of Wang and Manning 2012): what nobody said before is judged by the words that told before.
   */
  readonly isTelling?: boolean;
}

const ROUNDS = 2;
const PASSES = 8;
/** Lighter weights change nothing. */
const LEAST = 0.1;

/**
 * A linear support vector machine (squared hinge loss, dual coordinate descent after Hsieh et al. 2008), which needs no
 * randomness: the same phrases give the same weights. Of a text that is looked for, the window counts that scores highest:
 * one sentence of it may be the one. Of all others, every window does.
 */
export function learn(
  samples: readonly Sample[],
  { sought, other, fewest, isTelling = false }: Pull,
): Linear {
  const told = samples.map(({ windows, isPositive }) => ({ isPositive, windows: windows.map(numbered) }));
  const counts = countsOf(told);
  const total = countOf(samples.map(({ isPositive }) => isPositive));
  const size = counts.sought.length;
  const shares = new Float64Array(size);
  shares[BIAS] = 1;
  for (let at = BIAS + 1; at < size; at += 1) {
    const count = { sought: counts.sought[at] ?? 0, other: counts.other[at] ?? 0 };
    if (count.sought + count.other >= fewest) shares[at] = isTelling ? tellingOf(count, total) : 1;
  }
  const rows = told.map(({ windows, isPositive }) => ({
    isPositive,
    windows: windows.map((window) => rowOf(window, shares)),
  }));
  let weights = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round += 1) {
    const picked = rows.flatMap(({ windows, isPositive }) => {
      if (!isPositive) return windows.map((row) => ({ row, y: -1, cost: other / Math.sqrt(windows.length) }));
      const best = round === 0 ? windows.at(-1) : highest(windows, weights);
      return best ? [{ row: best, y: 1, cost: sought }] : [];
    });
    weights = descend(picked, size);
  }
  const found = new Map<string, number>();
  for (const [name, at] of numbers) {
    const weight = Math.round((weights[at] ?? 0) * (shares[at] ?? 1) * 100) / 100;
    if (Math.abs(weight) >= LEAST) found.set(name, weight);
  }
  const bias = (weights[BIAS] ?? 0) - (isTelling ? midwayOf(rows, weights) : 0);
  return { bias: Math.round(bias * 1000) / 1000, weights: found };
}

/**
 * The score midway between the means of both sides. A few passes leave the bias where the last samples pulled it, so scores
 * of two models can only be compared from there.
 */
function midwayOf(
  rows: readonly { readonly isPositive: boolean; readonly windows: readonly Row[] }[],
  weights: Float64Array,
): number {
  const meanOf = (side: boolean) => {
    const scores = rows
      .filter(({ isPositive }) => isPositive === side)
      .map(({ windows }) => Math.max(...windows.map((row) => dot(row, weights)), -1));
    return scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
  };
  return (meanOf(true) + meanOf(false)) / 2;
}

/** In how many texts that are sought, and in how many others. */
interface Count {
  readonly sought: number;
  readonly other: number;
}

/** Feature 0 is the bias. */
const BIAS = 0;
/** A number for each name that was ever met, so that the same windows can be learnt from again and again. */
const numbers = new Map<string, number>();
const numberedBefore = new WeakMap<Features, Numbered>();

interface Numbered {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

function numbered(window: Features): Numbered {
  const known = numberedBefore.get(window);
  if (known) return known;
  const at = Int32Array.from(window.keys(), (name) => {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return number;
  });
  const made = { at, value: Float64Array.from(window.values()) };
  numberedBefore.set(window, made);
  return made;
}

function countsOf(
  samples: readonly { readonly windows: readonly Numbered[]; readonly isPositive: boolean }[],
): { readonly sought: Int32Array; readonly other: Int32Array } {
  const size = numbers.size + 1;
  const counts = { sought: new Int32Array(size), other: new Int32Array(size) };
  const last = new Int32Array(size).fill(-1);
  samples.forEach(({ windows, isPositive }, sample) => {
    const side = isPositive ? counts.sought : counts.other;
    for (const { at } of windows) {
      for (const feature of at) {
        if (last[feature] === sample) continue;
        last[feature] = sample;
        side[feature] = (side[feature] ?? 0) + 1;
      }
    }
  });
  return counts;
}

function countOf(arePositive: readonly boolean[]): Count {
  const sought = arePositive.filter(Boolean).length;
  return { sought, other: arePositive.length - sought };
}

/** How unevenly a feature is spread: 0 for one as common on both sides. */
function tellingOf(count: Count, total: Count): number {
  const share = (side: keyof Count) => (count[side] + 1) / (total[side] + 2);
  return Math.abs(Math.log(share('sought') / share('other'))) / USUAL_RATIO;
}

/** The ratio, as a logarithm, of a feature that weighs neither more nor less. */
const USUAL_RATIO = 1.5;

interface Row {
  readonly at: Int32Array;
  readonly value: Float64Array;
  /** The sum of the squares. */
  readonly square: number;
}

function rowOf(window: Numbered, shares: Float64Array): Row {
  const isKept = (_: number, index: number) => (shares[window.at[index] ?? BIAS] ?? 0) !== 0;
  const kept = window.at.filter(isKept);
  const values = window.value.filter(isKept);
  const at = new Int32Array(kept.length + 1);
  const value = new Float64Array(kept.length + 1);
  value[0] = 1;
  at.set(kept, 1);
  values.forEach((one, index) => {
    value[index + 1] = one * (shares[kept[index] ?? BIAS] ?? 0);
  });
  return { at, value, square: value.reduce((sum, one) => sum + one * one, 0) };
}

function dot({ at, value }: Row, weights: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < at.length; index += 1)
    sum += (weights[at[index] ?? 0] ?? 0) * (value[index] ?? 0);
  return sum;
}

function highest(windows: readonly Row[], weights: Float64Array): Row | undefined {
  return windows.toSorted((a, b) => dot(b, weights) - dot(a, weights))[0];
}

interface Picked {
  readonly row: Row;
  readonly y: number;
  readonly cost: number;
}

function descend(picked: readonly Picked[], size: number): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(size);
  const alphas = new Float64Array(picked.length);
  const order = picked.map((_, index) => index);
  let seed = 1;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      const other = seed % (index + 1);
      [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
    }
    for (const index of order) {
      const one = picked[index];
      if (!one) continue;
      const { row, y, cost } = one;
      const diagonal = 1 / (2 * cost);
      const alpha = alphas[index] ?? 0;
      const gradient = y * dot(row, weights) - 1 + diagonal * alpha;
      const next = Math.max(alpha - gradient / (row.square + diagonal), 0);
      if (next === alpha) continue;
      alphas[index] = next;
      for (let k = 0; k < row.at.length; k += 1) {
        const at = row.at[k] ?? 0;
        weights[at] = (weights[at] ?? 0) + (next - alpha) * y * (row.value[k] ?? 0);
      }
    }
  }
  return weights;
}
