import type { Temporal } from 'temporal-polyfill';
import type { Calendar, Season } from '#core/knowledge/season.ts';
import type { Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';
import { ENDED_WITHOUT, latestCycle } from '#core/season/latest.ts';
import { hasBegun, seasonAt, startOf } from '#core/season/season.ts';

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
export function takesPart({ cycles }: Pick<Profile, 'cycles'>, year: number): boolean {
  return cycles.some(
    ({ year: of, outcome }) => of === year && outcome !== 'matched' && outcome !== 'withdrawn',
  );
}

/** Whether the rank list deadline of the Match that runs is past, and its SOAP not over: what is missing now is missing. */
export function isListClosed(season: Season | null, now: Temporal.Instant): boolean {
  return (
    season !== null && hasBegun(season, 'rank_list_deadline', now) && !hasBegun(season, 'soap_ends', now)
  );
}

/** What a person holds after their latest Match: all of it, or an advanced position whose first year is missing. */
export type Position = 'matched' | 'advanced';

/** An advanced position counts until training begins; what became of it later is not known here. */
export function positionOf(profile: Profile, calendar: Calendar, now: Temporal.Instant): Position | null {
  const latest = latestCycle(profile.cycles);
  if (latest?.outcome === 'matched') return 'matched';
  const season = calendar.find(({ year }) => year === latest?.year);
  const isAhead = season && !hasBegun(season, 'training_begins', now);
  return latest?.outcome === 'advanced_only' && isAhead ? 'advanced' : null;
}

/** The season whose steps are the person's own: the running one, also after its SOAP, or that of a position they hold. */
export function ownSeason(profile: Profile, calendar: Calendar, now: Temporal.Instant): Season | null {
  const season = seasonAt(calendar, now);
  if (season && takesPart(profile, season.year)) return season;
  if (!positionOf(profile, calendar, now)) return null;
  return calendar.find(({ year }) => year === latestCycle(profile.cycles)?.year) ?? null;
}

/** Whether somebody is in a Match that still runs, and none before it has ended without a full position. */
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
 * When programs, or the Match, stop taking new results into account for this person: the rank list deadline of the
 * season they are in while it is ahead, and from then on the day on which programs look at the next one.
 */
export function nextDeadline({ running, next }: Cycles, now: Temporal.Instant): Temporal.Instant | null {
  if (running && !hasBegun(running, 'rank_list_deadline', now)) return startOf(running, 'rank_list_deadline');
  return next ? startOf(next, 'programs_review') : null;
}
