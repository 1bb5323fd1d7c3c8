import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';

/** Nobody plans a message further ahead. */
const MOST_YEARS = 3;

/**
 * The day that words about a later time name: "in May" is the first of the coming May, "in two weeks", "10 May", "next
 * Friday". Null: they name no day, or none that is still to come.
 * @param today in the person's zone
 */
export function laterDay(typed: string, today: Temporal.PlainDate): string | null {
  const instant = new Date(`${today.toString()}T12:00:00Z`);
  const [found] = casual.parse(typed, { instant, timezone: 0 }, { forwardDate: true });
  const start = found?.start;
  const [year, month, day] = [start?.get('year'), start?.get('month'), start?.get('day')];
  if (!start || !year || !month || !day) return null;
  const isMonth = start.isCertain('month') && !start.isCertain('day') && !start.isCertain('weekday');
  const on = Temporal.PlainDate.from({ year, month, day: isMonth ? 1 : day }, { overflow: 'constrain' });
  const isToCome = Temporal.PlainDate.compare(on, today) > 0;
  const isNear = Temporal.PlainDate.compare(on, today.add({ years: MOST_YEARS })) <= 0;
  return isToCome && isNear ? on.toString() : null;
}
