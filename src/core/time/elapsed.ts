import type { Temporal } from 'temporal-polyfill';
import { wallOf } from '#core/time/wall.ts';

/** A time that was said as elapsed time. */
export interface ElapsedTime {
  /** ISO 8601, UTC, to the second. */
  readonly instant: string;
  /** What a clock on the wall shows then: `YYYY-MM-DDTHH:mm`. */
  readonly wall: string;
}

/** Rounded up to the second, so it never comes early. @param zone IANA name of the zone of `wall` */
export function elapsedTime(at: Temporal.Instant, zone: string): ElapsedTime {
  const instant = at.round({ smallestUnit: 'second', roundingMode: 'ceil' });
  return { instant: instant.toString(), wall: wallOf(instant, zone) };
}
