import { type Day, readDay } from '#core/etiquette/days.ts';
import type { EtiquetteKind } from '#core/knowledge/etiquette.ts';
import { type Calendar, firstDayOf, type Season } from '#core/knowledge/season.ts';
import { remember } from '#core/remember.ts';

/** The days of one season in which a kind may be written, both included, as its calendar is published. */
export interface SeasonWindow {
  readonly from: Day;
  readonly until: Day;
}

type Moment = NonNullable<EtiquetteKind['window']>['from'];

function dayOf({ events }: Season, { event, days }: Moment): Day {
  return readDay(firstDayOf(events[event])) + days;
}

/** Of every season that is known, the earliest first. */
export const windowsOf = remember(function windowsOf(
  window: NonNullable<EtiquetteKind['window']>,
  seasons: Calendar,
): readonly SeasonWindow[] {
  return seasons
    .map((season) => ({ from: dayOf(season, window.from), until: dayOf(season, window.until) }))
    .toSorted((a, b) => a.from - b.from);
});

/** The window that a day lies in, or the next one; null: there is none in a season that we know. */
export function windowAt(windows: readonly SeasonWindow[], day: Day): SeasonWindow | null {
  return windows.find(({ until }) => day <= until) ?? null;
}

/** The first day that counts for a window: the one after the window before it. */
export function countsFrom(windows: readonly SeasonWindow[], window: SeasonWindow): Day {
  const before = windows[windows.indexOf(window) - 1];
  return before ? before.until + 1 : Number.NEGATIVE_INFINITY;
}
