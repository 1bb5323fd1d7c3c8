import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { startOf } from '#core/season/season.ts';

/** Whether the real week is so near, or running, that a made-up one would be mistaken for it. */
export function isClosed(
  { seasons, rehearsal }: Pick<Knowledge, 'seasons' | 'rehearsal'>,
  now: Temporal.Instant,
): boolean {
  return seasons.some((season) => {
    const from = startOf(season, 'quiet_begins').subtract({ hours: 24 * rehearsal.closed_days });
    const isBegun = Temporal.Instant.compare(now, from) >= 0;
    return isBegun && Temporal.Instant.compare(now, startOf(season, 'soap_ends')) < 0;
  });
}
