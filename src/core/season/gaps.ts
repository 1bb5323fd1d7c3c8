import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '#core/knowledge/season.ts';
import { startOf } from '#core/season/season.ts';

/** Seasons, by the year of their Match, that should be in the calendar but are not. */
export interface Gaps {
  /**
   * Without these the rule gate would not know about an upcoming Match Week: the current season, or one between others.
   */
  readonly missing: readonly number[];
  /** The season after the current one, if no later one is known either: it has not been written yet. */
  readonly unwritten: number | null;
}

/**
 * Which of the current season and the next one a calendar lacks. A missing season is dated by its neighbours: each
 * opens about a year after the one before it.
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
