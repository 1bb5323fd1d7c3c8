import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '#core/knowledge/season.ts';
import { startOf } from '#core/season/season.ts';

/** Seasons, by the year of their Match, that ought to be in the calendar and are not. */
export interface Gaps {
  /** Without these the rule gate would not know of a Match Week that is coming: the running one, or one that others surround. */
  readonly missing: readonly number[];
  /** The one after the running season, where no later one is known either: it has not been written yet. */
  readonly unwritten: number | null;
}

/**
 * Which of the running season and the next one a calendar lacks. A season that is missing is dated by its neighbours:
 * each opens about a year after the one before it.
 */
export function gapsAt(calendar: Calendar, now: Temporal.Instant): Gaps {
  const [first] = calendar;
  if (!first) return { missing: [], unwritten: null };
  const running = runningYear(first, now);
  const missing = [running, running + 1].filter((wanted) => !calendar.some(({ year }) => year === wanted));
  const isLast = !calendar.some(({ year }) => year > running + 1);
  const unwritten = missing.includes(running + 1) && isLast ? running + 1 : null;
  return { missing: missing.filter((year) => year !== unwritten), unwritten };
}

function runningYear(season: Calendar[number], now: Temporal.Instant): number {
  const opens = startOf(season, 'eras_opens').toZonedDateTimeISO(season.zone).toPlainDate();
  const today = now.toZonedDateTimeISO(season.zone).toPlainDate();
  const { years } = opens.until(today, {
    largestUnit: 'years',
    smallestUnit: 'years',
    roundingMode: 'floor',
  });
  return season.year + years;
}
