import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '#core/knowledge/season.ts';
import type { Mode } from '#core/record/assessment.ts';
import type { Profile } from '#core/record/profile.ts';
import { takesPart } from '#core/season/cycle.ts';
import { hasBegun, seasonAt } from '#core/season/season.ts';

/** Where in the year a person stands, given today, the calendar and the cycles they told us about. */
export function modeAt(profile: Profile, calendar: Calendar, now: Temporal.Instant): Mode {
  const season = seasonAt(calendar, now);
  if (!season || !takesPart(profile, season.year)) return 'between_seasons';
  if (!hasBegun(season, 'match_status', now)) return 'applying';
  return hasBegun(season, 'soap_ends', now) ? 'after_soap' : 'in_soap';
}
