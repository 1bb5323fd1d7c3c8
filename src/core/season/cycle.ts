import type { Temporal } from 'temporal-polyfill';
import type { Profile } from '#core/assessment/profile.ts';
import { type Calendar, hasBegun, type Season, seasonAt, startOf } from '#core/season/season.ts';

/** Days that a serious application needs before programs look: a season that is nearer is not one to aim at. */
export interface Lead {
  readonly lead_days: number;
}

/** The seasons that matter to one person on one day. */
export interface Cycles {
  /** The season of today, whoever takes part in it. */
  readonly season: Season | null;
  /** The same season while the person takes part in it and SOAP is not over. */
  readonly running: Season | null;
  /** The first season that a new application can still reach. */
  readonly next: Season | null;
}

/** Whether the person applies, or applied, in the Match of a year. */
export function takesPart(profile: Profile, year: number): boolean {
  return profile.cycles.some(
    ({ year: of, outcome }) => of === year && outcome !== 'matched' && outcome !== 'withdrawn',
  );
}

export function cyclesAt(profile: Profile, calendar: Calendar, now: Temporal.Instant, lead: Lead): Cycles {
  const season = seasonAt(calendar, now);
  const isRunning = season !== null && takesPart(profile, season.year) && !hasBegun(season, 'soap_ends', now);
  const reachable = now.add({ hours: lead.lead_days * 24 });
  const next = calendar.find(
    (candidate) =>
      !hasBegun(candidate, 'programs_review', reachable) && !(isRunning && candidate.year <= season.year),
  );
  return { season, running: isRunning ? season : null, next: next ?? null };
}

/** When programs, or the Match, stop taking new results into account for this person. */
export function nextDeadline({ running, next }: Cycles): Temporal.Instant | null {
  if (running) return startOf(running, 'rank_list_deadline');
  return next ? startOf(next, 'programs_review') : null;
}
