import { Temporal } from 'temporal-polyfill';
import type { Clock } from '#app/clock.ts';

/**
 * When the tests take place: `REMATCH_TEST_NOW`, an ISO 8601 instant, or else today. Only this file may ask the machine
 * for the date. The platform fakes stamp their messages with it too, as the platforms do.
 */
export const START = process.env.REMATCH_TEST_NOW
  ? Temporal.Instant.from(process.env.REMATCH_TEST_NOW)
  : Temporal.Now.instant();

/** A clock that shows `start` now and then keeps running. */
export function startClock(start = START): Clock {
  const began = performance.now();
  return () => start.add({ milliseconds: Math.floor(performance.now() - began) });
}

/** The calendar day in a zone. */
export function dateIn(now: Temporal.Instant, zone: string): Temporal.PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}
