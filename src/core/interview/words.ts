import type { Temporal } from 'temporal-polyfill';
import { startOf } from '#core/interview/planned.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import type { Say } from '#core/text.ts';
import { dayWords, sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { FALLBACK_ZONE } from '#core/time/zone.ts';

/**
 * When an interview is, as the invitation says it and, where that differs, on the person's own clock.
 * @param own the person's zone; null: not told
 */
export function whenWords(
  interview: PlannedInterview,
  own: string | null,
  now: Temporal.Instant,
  say: Say,
): string {
  const { on, time, zone } = interview;
  const start = startOf(interview);
  if (start === null || time === null)
    return say.plain('interview.when.day', { day: dayWords(on, say.language) });
  const there = `${on}T${time}`;
  const home = own ?? FALLBACK_ZONE;
  const here = wallOf(start, home);
  if (own === null || here === there)
    return say.plain('interview.when.one', {
      when: sayWall(there, zone, now, say),
      place: own === null || own !== zone ? placeOf(zone) : say.plain('interview.when.yours'),
    });
  const when = sayWall(here, home, now, say);
  return here.slice(0, 10) === on
    ? say.plain('interview.when.two', { when, time, place: placeOf(zone) })
    : say.plain('interview.when.two_days', {
        when,
        there: sayWall(there, zone, now, say),
        place: placeOf(zone),
      });
}

/** "New York" for `America/New_York`. */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
