export type EntryState = 'open' | 'done' | 'provisional' | 'quiet';

/** Something dated. `at` only orders (any rising number, say epoch milliseconds); all words are plain text. */
export interface TimelineEntry {
  readonly at: number;
  /** The month or day that it stands under. */
  readonly heading: string;
  /** The date or hour in words, short: `15 Mar`, `09:00`. */
  readonly when: string;
  readonly label: string;
  readonly state: EntryState;
}

/** A span with one meaning, from `at` until `until`, which is no longer in it. */
export interface TimelineBand {
  readonly at: number;
  readonly until: number;
  readonly heading: string;
  readonly label: string;
}

/** A year or a week, one thing below the other. */
export interface Timeline {
  readonly title: string;
  readonly now: { readonly at: number; readonly heading: string; readonly label: string };
  readonly entries: readonly TimelineEntry[];
  readonly bands: readonly TimelineBand[];
  /** A quiet sentence at the foot. */
  readonly note?: string;
}
