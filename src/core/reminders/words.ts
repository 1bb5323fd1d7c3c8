import { Temporal } from 'temporal-polyfill';
import { instantOf, wallOf } from '#core/reminders/clock.ts';
import type { Say } from '#core/text.ts';

/**
 * A time as people say it, in their own zone: today, tomorrow, or a weekday and date, with the year where it is another.
 * @param wall `YYYY-MM-DDTHH:mm`, wall clock in `zone`
 */
export function sayWall(wall: string, zone: string, now: Temporal.Instant, say: Say): string {
  const moment = Temporal.PlainDateTime.from(wall);
  const today = Temporal.PlainDate.from(wallOf(now, zone).slice(0, 10));
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' });
  const days = today.until(moment.toPlainDate()).days;
  if (days === 0) return say.plain('reminders.time.today', { time });
  if (days === 1) return say.plain('reminders.time.tomorrow', { time });
  const day = new Intl.DateTimeFormat(say.language, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(moment.year === today.year ? {} : { year: 'numeric' }),
  }).format(instantOf(wall, zone).epochMilliseconds);
  return say.plain('reminders.time.day', { day, time });
}
