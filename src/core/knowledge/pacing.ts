import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';

/** A phase of studying for an exam. */
export const phaseSchema = z.enum(['content', 'questions', 'assessments']);
export type StudyPhase = z.infer<typeof phaseSchema>;

/** `pacing.yaml`: how a plan is spread over the time there is. */
export const pacingSchema = z.strictObject({
  /** How many first steps and the days between them, the days between later ones, and for how many days that holds. */
  first_steps: z.int().min(1),
  first_gap_days: z.int().min(1),
  gap_days: z.int().min(1),
  gap_until: z.int().min(1),
  /** A step may move to make room only if its window is longer than this many days. */
  movable_days: z.int().min(0),
  /** For someone with a season to finish first, rebuilding starts this many days after Match Day. */
  after_match_days: z.int().min(0),
  /** The share of rebuilding spent on clearing up, and its longest, in days. */
  cleanup_share: z.number().min(0).max(1),
  cleanup_days: z.int().min(1),
  /** If applications open sooner than this many days, rebuilding goes on until they are sent. */
  short_days: z.int().min(0),
  /** How many days rebuilding takes when there is no season to aim at. */
  open_days: z.int().min(30),
  /** Hours of study that an exam needs, and the most in a week, with and without paid work alongside. */
  study: z.strictObject({
    hours: z.int().min(1),
    week_most: z.int().min(1).max(80),
    week_most_working: z.int().min(1).max(80),
    rest_days: z.int().min(0).max(14),
    /** What the hours go to, in order, as shares that add up to one. */
    phases: z
      .array(
        z.strictObject({
          id: phaseSchema,
          share: z.number().min(0).max(1),
          /** The part of it that stays when hours are short. */
          least: z.number().min(0).max(1),
        }),
      )
      .min(1)
      .refine((phases) => Math.abs(phases.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9, {
        error: 'the shares have to add up to 1',
      }),
    source: citationSchema,
  }),
  /** The time of day at which we ask about the day's promises. */
  evening: timeOfDaySchema,
  /** Days of rebuilding that the path "delay" needs before programs start to review. */
  delay_days: z.int().min(0),
  source: citationSchema,
});
export type Pacing = z.infer<typeof pacingSchema>;
