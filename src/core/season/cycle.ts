import type { Temporal } from 'temporal-polyfill';
import type { Calendar, Season } from '#core/knowledge/season.ts';
import type { Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';
import { ENDED_WITHOUT, latestCycle } from '#core/season/latest.ts';
import { hasBegun, seasonAt, startOf } from '#core/season/season.ts';

/**
 * The days a serious application needs before programs look at it: a season that is nearer than this is not one to aim
 * for.
 */
export interface Lead {
  readonly lead_days: number;
}

/** The seasons that matter to one person on one day. */
export interface Cycles {
  /** Today's season, whether or not the person takes part in it. */
  readonly season: Season | null;
  /** The same season, while the person takes part in it and SOAP is not over. */
  readonly running: Season | null;
  /** The first season that a new application can still reach. */
  readonly next: Season | null;
}

/** Whether the person applies, or applied, in the Match of a year. */
export function takesPart({ cycles }: Pick<Profile, 'cycles'>, year: number): boolean {
  return cycles.some(
    ({ year: of, outcome }) => of === year && outcome !== 'matched' && outcome !== 'withdrawn',
  );
}

/**
 * Whether the current Match's rank list deadline has passed and its SOAP is not over: what is missing now stays
 * missing.
 */
export function isListClosed(season: Season | null, now: Temporal.Instant): boolean {
  return (
    season !== null && hasBegun(season, 'rank_list_deadline', now) && !hasBegun(season, 'soap_ends', now)
  );
}

/** What a person has after their latest Match: a full position, or an advanced one whose first year is missing. */
export type Position = 'matched' | 'advanced';

/** An advanced position counts until training begins; we do not know what became of it after that. */
export function positionOf(profile: Profile, calendar: Calendar, now: Temporal.Instant): Position | null {
  const latest = latestCycle(profile.cycles);
  if (latest?.outcome === 'matched') return 'matched';
  const season = calendar.find(({ year }) => year === latest?.year);
  const isAhead = season && !hasBegun(season, 'training_begins', now);
  return latest?.outcome === 'advanced_only' && isAhead ? 'advanced' : null;
}

/**
 * The season whose steps are the person's own: the current one, even after its SOAP, or the one that gave them a
 * position.
 */
export function ownSeason(profile: Profile, calendar: Calendar, now: Temporal.Instant): Season | null {
  const season = seasonAt(calendar, now);
  if (season && takesPart(profile, season.year)) return season;
  if (!positionOf(profile, calendar, now)) return null;
  return calendar.find(({ year }) => year === latestCycle(profile.cycles)?.year) ?? null;
}

/** Whether someone is in a Match that is still running, and none before it ended without a full position. */
export function isFirstMatch(profile: Profile, { running }: Pick<Cycles, 'running'>): boolean {
  const { cycles } = profile;
  const isIn = cycles.some(({ year, outcome }) => year === running?.year && outcome === 'applying');
  return running !== null && isIn && !cycles.some(({ outcome }) => ENDED_WITHOUT.includes(outcome));
}

export function cyclesAt(profile: Profile, calendar: Calendar, now: Temporal.Instant, lead: Lead): Cycles {
  return cyclesOf(profile.cycles, calendar, now, lead.lead_days);
}

const cyclesOf = remember(function cyclesOf(
  cycles: Profile['cycles'],
  calendar: Calendar,
  now: Temporal.Instant,
  leadDays: number,
): Cycles {
  const season = seasonAt(calendar, now);
  const isRunning =
    season !== null && takesPart({ cycles }, season.year) && !hasBegun(season, 'soap_ends', now);
  const reachable = now.add({ hours: leadDays * 24 });
  const next = calendar.find(
    (candidate) =>
      !hasBegun(candidate, 'programs_review', reachable) && !(isRunning && candidate.year <= season.year),
  );
  return { season, running: isRunning ? season : null, next: next ?? null };
});

/**
 * When programs, or the Match, stop counting new results for this person. While the rank list deadline of their season
 * is ahead, it is that deadline; after that, it is the day programs look at the next season.
 */
export function nextDeadline({ running, next }: Cycles, now: Temporal.Instant): Temporal.Instant | null {
  if (running && !hasBegun(running, 'rank_list_deadline', now)) return startOf(running, 'rank_list_deadline');
  return next ? startOf(next, 'programs_review') : null;
}
