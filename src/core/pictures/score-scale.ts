/** How values become pixel rows: a whole number of rows for each point where there is room, so that no value lies between two. */
export interface ScoreScale {
  readonly least: number;
  readonly most: number;
  /** Values with a line and a figure, from low to high. */
  readonly ticks: readonly number[];
  /** The row of a value, counted from the top of the plot. */
  readonly rowOf: (value: number) => number;
}

/** Rows kept free above the highest value and below the lowest, for a label. */
const AIR = 72;
/** The fewest rows between two figures. */
const APART = 80;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** The most rows for a point: a difference of two points must not look like a leap. */
const MOST_ROWS = 12;

/** @param values at least one, whole numbers @param height rows in the plot */
export function scaleFor(values: readonly number[], height: number): ScoreScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (height - 2 * AIR) / Math.max(1, high - low);
  const rows = room < 1 ? room : Math.min(MOST_ROWS, Math.floor(room));
  const free = height - (high - low) * rows;
  const rowOf = (value: number): number => Math.round(Math.floor(free / 2) + (high - value) * rows);
  const most = high + Math.floor(free / 2) / rows;
  const least = most - height / rows;
  const step = STEPS.find((one) => one * rows >= APART) ?? 500;
  const begin = Math.ceil((least + 20 / rows) / step) * step;
  const count = Math.max(0, Math.floor((most - 20 / rows - begin) / step) + 1);
  return { least, most, rowOf, ticks: Array.from({ length: count }, (_, index) => begin + index * step) };
}
