import { type Day, readDay } from '#core/etiquette/days.ts';
import type { EtiquetteKind } from '#core/knowledge/etiquette.ts';
import { type Calendar, firstDayOf, type Season } from '#core/knowledge/season.ts';
import { remember } from '#core/remember.ts';

/** The days of one season on which a kind may be written, inclusive, according to its published calendar. */
export interface SeasonWindow {
  readonly from: Day;
  readonly until: Day;
}

type Moment = NonNullable<EtiquetteKind['window']>['from'];

function dayOf({ events }: Season, { event, days }: Moment): Day {
  return readDay(firstDayOf(events[event])) + days;
}

/** For every known season, earliest first. */
export const windowsOf = remember(function windowsOf(
  window: NonNullable<EtiquetteKind['window']>,
  seasons: Calendar,
): readonly SeasonWindow[] {
  return seasons
    .map((season) => ({ from: dayOf(season, window.from), until: dayOf(season, window.until) }))
    .toSorted((a, b) => a.from - b.from);
});

/** The window that includes a day, or the next one; null if no season we know has one. */
export function windowAt(windows: readonly SeasonWindow[], day: Day): SeasonWindow | null {
  return windows.find(({ until }) => day <= until) ?? null;
}

/** The first day that counts for a window: the day after the previous window ended. */
export function countsFrom(windows: readonly SeasonWindow[], window: SeasonWindow): Day {
  const before = windows[windows.indexOf(window) - 1];
  return before ? before.until + 1 : Number.NEGATIVE_INFINITY;
}
