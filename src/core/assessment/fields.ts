import { BAND_FIELDS } from '#core/assessment/band.ts';
import { EXAM_FIELDS } from '#core/assessment/exam-facts.ts';
import { PATHWAY_FIELDS } from '#core/assessment/pathway.ts';
import type { Cycle } from '#core/assessment/profile.ts';
import { SEVEN_YEAR_FIELDS } from '#core/assessment/seven-years.ts';
import { STORY_FIELDS } from '#core/assessment/story.ts';

/** Every fact that knowledge may compare. `facts.ts` works them out; null means not known. */
export const FIELDS = [
  'type',
  'img',
  'years_since_graduation',
  'exam_in_time',
  // A failed exam is booked again, or its result is open, before results stop to count; or the rules leave no sitting until then.
  'retake_in_time',
  'retake_too_late',
  'us_months',
  'us_realistic',
  'strong_letters',
  'recent_clinical',
  'strength',
  'rebuilt',
  'money',
  'priority',
  'cycles',
  'unmatched_cycles',
  'interviews',
  'last_interviews',
  'last_outcome',
  // The outcome of the Match of today's season, and what the person holds after their latest one: `matched` or `advanced`.
  'outcome_now',
  // Interviews of that Match alone, so far or in all.
  'interviews_now',
  'position',
  'first_match',
  'takes_part',
  'rank_deadline_passed',
  // The deadline is past and SOAP not over; it is the quiet time; ranking, and with it the schools' verifying, has begun.
  'list_closed',
  'quiet_time',
  'ranking_open',
  'registered',
  'school_verified',
  'target_above',
  'target_placed',
  'other_within',
  'mode',
  'blocked',
  // The Match that runs is closed to this person for sure, whatever comes.
  'season_closed',
  'path',
  'borderline',
  ...EXAM_FIELDS,
  ...SEVEN_YEAR_FIELDS,
  ...PATHWAY_FIELDS,
  ...BAND_FIELDS,
  ...STORY_FIELDS,
] as const;
export type Field = (typeof FIELDS)[number];

/** What is known about a person on one day, ready to be compared. */
export type Facts = Readonly<Record<Field, string | number | boolean | null>> & {
  /** Cycles that ended without any position. */
  readonly unmatched: readonly Cycle[];
};
