import { strengthSchema } from '#core/record/profile.ts';

/** Facts about exams that conditions compare and sentences name. */
export const EXAM_FIELDS = [
  'step1',
  'step2ck',
  'level1',
  'level2ce',
  // Null if it is still to come, or its result is not out.
  'level2_passed',
  // A graduate of an osteopathic school who told us about COMLEX but no Step.
  'comlex_only',
  'failed_attempts',
  'recovered',
  'recovery_margin',
  // Whether each failure is followed by a clear later pass. If the failed exam has no score, the next one that does
  // counts.
  'strong_recovery',
  'failed_unscored',
  'open_failure',
  'open_attempts',
  'attempts_left',
  'attempts_exhausted',
  'exam_planned',
  'exam_next',
  'exam_next_name',
  'exam_next_family',
  // The first legal day of that exam, only if it is still ahead; and whether it can be worked out.
  'legal_from',
  'legal_known',
  'retake_open',
  'score_below_mark',
  // A score reported as a pass although it is below the mark of its day, and the words for it.
  'score_questioned',
  'questioned_exam',
  'questioned_name',
  'questioned_score',
  'questioned_on',
  'questioned_mark',
  'step2_score',
] as const;

export const SEVEN_YEAR_FIELDS = [
  // `ok`: both passes lie within the time. `over`: the older one no longer counts. `unsure`: it depends on a day we
  // were not told. `running`: the other exam has to be passed by `seven_years_by`; `soon`: and that date is near.
  'seven_years',
  // A day, or a month if we only know the month of the pass.
  'seven_years_by',
  // Names of exams: the older pass, and the one passed after it or still to be passed.
  'seven_years_first',
  'seven_years_other',
] as const;

export const PATHWAY_FIELDS = [
  'certificate',
  'pathway',
  // A pathway was in place for an earlier Match: what was accepted for one has to be requested again for the next.
  'pathway_before',
] as const;

export const BAND_FIELDS = [
  // Where Step 2 CK lies among people who matched in the target field; only for the people the figures are about.
  'target_band',
  'target_lower',
  'target_name',
  'published_year',
] as const;

/** Facts about how a person applied and what is in the record: readings compare these, and the verdict may. */
export const STORY_FIELDS = [
  // The latest cycle that ended without a full position.
  'cycle_year',
  'cycle_outcome',
  'cycle_interviews',
  'cycle_programs',
  'cycle_ranked',
  'cycle_unranked',
  'cycle_above',
  'cycle_statement',
  'cycle_letters',
  'soap_applications',
  'soap_interviews',
  'soap_above',
  'soap_off_history',
  // `none`, `explained`, `unexplained`, or `untold` if it is there but we do not know whether it was explained.
  'professionalism',
  'leave',
  'remediation',
  'visa',
  'visa_step',
  'couples',
  'region_bound',
  'us_observing',
  'letters_since',
  'target',
  ...strengthSchema.options,
  'months_left',
  'months_free',
  'clashes',
] as const;

/** Every fact that knowledge may compare. `facts.ts` works them out; null means unknown. */
export const FIELDS = [
  'type',
  'img',
  'years_since_graduation',
  'exam_in_time',
  // A failed exam is booked again or its result is still to come before results stop counting; or the rules allow no
  // sitting until then.
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
  // The outcome of the Match of today's season, and what the person holds after their latest one: `matched` or
  // `advanced`.
  'outcome_now',
  // Interviews in that Match alone, so far or in total.
  'interviews_now',
  'position',
  'first_match',
  'takes_part',
  'rank_deadline_passed',
  // The deadline has passed but SOAP is not over; it is the quiet time; ranking, and with it the schools' verifying,
  // has begun.
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
  // The current Match is certainly closed to this person, whatever happens.
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
