import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';

const share = z.number().min(0.1).max(1);

/** `study_checks.yaml`: how the checks of a routine of study behave. */
export const studyChecksSchema = z.strictObject({
  /** A change that makes a week easier begins so many days later. */
  easing_days: z.int().min(7).max(28),
  /** When a lighter week is offered: after so many days in a row that were missed or not done, and again after so many more. */
  lighter: z.strictObject({
    after: z.int().min(2).max(7),
    again_after: z.int().min(2).max(60),
    /** The share of the hours that is left when no day can be dropped. */
    hours_share: share,
  }),
  week: z.strictObject({
    /** Minutes between the last check of the week and the look back on it. */
    after_minutes: z.int().min(5).max(240),
    /** The share of days not done from which on a lighter week is offered. */
    lighter_share: share,
    /** The share of the hours agreed on below which the hours that were real are offered. */
    hours_share: share,
  }),
  /** A check that would fall into quiet hours comes so many minutes before they begin. */
  before_quiet_minutes: z.int().min(16).max(120),
  source: citationSchema,
});
export type StudyChecks = z.infer<typeof studyChecksSchema>;
