import type { Temporal } from 'temporal-polyfill';
import type { Cycle, Profile } from '#core/assessment/profile.ts';
import type { Mode } from '#core/assessment/result.ts';
import { takesPart } from '#core/season/cycle.ts';
import { type Calendar, hasBegun, seasonAt } from '#core/season/season.ts';

/** Where in the year a person stands, from today, the calendar and the cycles that they told. */
export function modeAt(profile: Profile, calendar: Calendar, now: Temporal.Instant): Mode {
  const season = seasonAt(calendar, now);
  if (!season || !takesPart(profile, season.year)) return 'between_seasons';
  if (!hasBegun(season, 'match_status', now)) return 'applying';
  return hasBegun(season, 'soap_ends', now) ? 'after_soap' : 'in_soap';
}

/** The newest cycle; one whose year was not told is older than every other. The order in which they stand never matters. */
export function latestCycle(cycles: readonly Cycle[]): Cycle | null {
  return cycles.toSorted(byAge).at(-1) ?? null;
}

function byAge(a: Cycle, b: Cycle): number {
  return (
    (a.year ?? 0) - (b.year ?? 0) ||
    a.outcome.localeCompare(b.outcome) ||
    (a.interviews ?? -1) - (b.interviews ?? -1)
  );
}
