/** A value on a day, counted from any first day. */
export interface Spot {
  readonly day: number;
  readonly value: number;
}

/** Where the line runs on a day, and between what it may run. */
export interface Level {
  readonly day: number;
  readonly line: number;
  readonly low: number;
  readonly high: number;
}

export interface Trend {
  /** Per day, and the least and most that it may be. */
  readonly slope: number;
  readonly least: number;
  readonly most: number;
  /** How sure the band is, from 0 to 1: at least this. */
  readonly confidence: number;
  readonly days: number;
  /** The first day, the last, and some between, in order. */
  readonly levels: readonly Level[];
}

/** Parts into which the band is cut. */
const PARTS = 8;

/**
 * The line of Theil and Sen: its slope is the median of the slopes between all pairs of days, its height the median of what
 * is left. The band holds every line whose slope and height a test without assumptions about the spread would keep: that of
 * Kendall for the slope, that of signs for the height, each with half of the doubt. With few days it is as wide as they are.
 * @param wanted how sure the band should be, from 0 to 1
 * @param error the usual error of one value: the band is never narrower, however well few values happen to fit
 * @returns null with fewer days than `least`; several values on one day count as their median
 */
export function trendOf(spots: readonly Spot[], least: number, wanted: number, error = 0): Trend | null {
  const days = byDay(spots);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || days.length < least) return null;
  const slopes = days
    .flatMap((one, index) =>
      days.slice(index + 1).map((other) => (other.value - one.value) / (other.day - one.day)),
    )
    .toSorted(byNumber);
  const slope = median(slopes);
  const height = median(days.map(({ day, value }) => value - slope * day));
  const doubt = (1 - wanted) / 2;
  const cutSlopes = lastWithin(inversions(days.length), doubt / 2);
  const cutHeights = lastWithin(heads(days.length), doubt / 2);
  const kept = slopes.slice(cutSlopes.count, slopes.length - cutSlopes.count);
  const [lowest = slope, highest = slope] = [kept[0], kept.at(-1)];
  const levelAt = (day: number): Level => {
    // The order of the heights changes only where two of them are equal, which is at the slope between their days.
    const around = kept.map((one) =>
      days.map((other) => other.value + one * (day - other.day)).toSorted(byNumber),
    );
    const line = height + slope * day;
    const low = around.map((heights) => heights[cutHeights.count] ?? line);
    const high = around.map((heights) => heights[heights.length - 1 - cutHeights.count] ?? line);
    return { day, line, low: Math.min(...low, line - error), high: Math.max(...high, line + error) };
  };
  const span = last.day - first.day;
  return {
    slope,
    least: lowest,
    most: highest,
    confidence: Math.max(0, 1 - 2 * cutSlopes.doubt - 2 * cutHeights.doubt),
    days: days.length,
    levels: Array.from({ length: PARTS + 1 }, (_, index) => levelAt(first.day + (span * index) / PARTS)),
  };
}

function byDay(spots: readonly Spot[]): readonly Spot[] {
  const values = Map.groupBy(spots, ({ day }) => day);
  return [...values]
    .map(([day, same]) => ({ day, value: median(same.map(({ value }) => value)) }))
    .toSorted((a, b) => a.day - b.day);
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted(byNumber);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** How many of the lowest may be cut so that the doubt on this side stays within `most`, and what it is then. */
function lastWithin(
  chances: readonly number[],
  most: number,
): { readonly count: number; readonly doubt: number } {
  let [count, doubt] = [0, chances[0] ?? 1];
  while (doubt + (chances[count + 1] ?? 1) <= most) {
    count += 1;
    doubt += chances[count] ?? 0;
  }
  return { count, doubt };
}

/** The chance that chance alone puts 0, 1, 2… pairs of `n` days in the wrong order. */
function inversions(n: number): readonly number[] {
  let chances: readonly number[] = [1];
  for (let days = 2; days <= n; days += 1) {
    const before = chances;
    const length = (days * (days - 1)) / 2 + 1;
    chances = Array.from({ length }, (_, wrong) => {
      const from = Math.max(0, wrong - days + 1);
      return before.slice(from, wrong + 1).reduce((sum, chance) => sum + chance, 0) / days;
    });
  }
  return chances;
}

/** The chance that 0, 1, 2… of `n` values lie below the middle. */
function heads(n: number): readonly number[] {
  const chances = [0.5 ** n];
  for (let below = 1; below <= n; below += 1)
    chances.push(((chances[below - 1] ?? 0) * (n - below + 1)) / below);
  return chances;
}
