export type EntryState = 'open' | 'done' | 'provisional' | 'quiet';

/**
 * Something with a date. `at` is only for ordering (any rising number, such as epoch milliseconds); all words are plain
 * text.
 */
export interface TimelineEntry {
  readonly at: number;
  /** The month or day whose heading it comes under. */
  readonly heading: string;
  /** The date or hour in a few characters: `15 Mar`, `09:00`. */
  readonly when: string;
  readonly label: string;
  readonly state: EntryState;
}

/** A span with one meaning, from `at` to `until` (exclusive). */
export interface TimelineBand {
  readonly at: number;
  readonly until: number;
  readonly heading: string;
  readonly label: string;
}

/** A year or a week, one item below the other. */
export interface Timeline {
  readonly title: string;
  readonly now: { readonly at: number; readonly heading: string; readonly label: string };
  readonly entries: readonly TimelineEntry[];
  readonly bands: readonly TimelineBand[];
  /** A quiet sentence at the bottom. */
  readonly note?: string;
}
