import type { Timeline, TimelineBand, TimelineEntry } from '#core/pictures/timeline-shape.ts';

/** One item of a timeline in its place. */
export type Moment = { readonly at: number } & (
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'now'; readonly label: string }
  | { readonly kind: 'band'; readonly band: TimelineBand }
  | { readonly kind: 'entry'; readonly entry: TimelineEntry }
);

/**
 * Everything on a timeline by time, with a heading wherever it changes. At the same time, bands start first, then now,
 * then entries.
 */
export function inOrder({ now, bands, entries }: Timeline): Moment[] {
  const place = (heading: string, moment: Moment) => ({ heading, moment });
  const placed = [
    ...bands.map((band) => place(band.heading, { kind: 'band', at: band.at, band })),
    place(now.heading, { kind: 'now', at: now.at, label: now.label }),
    ...entries.map((entry) => place(entry.heading, { kind: 'entry', at: entry.at, entry })),
  ].toSorted((a, b) => a.moment.at - b.moment.at);
  return placed.flatMap(({ heading, moment }, index): Moment[] =>
    placed[index - 1]?.heading === heading
      ? [moment]
      : [{ kind: 'heading', at: moment.at, text: heading }, moment],
  );
}
