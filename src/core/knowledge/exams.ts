import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';
import { examSchema, monthSchema } from '#core/record/profile.ts';

const markSchema = z.strictObject({
  /** First month in which this mark held; left out: as far back as anybody is asked about. */
  from: monthSchema.optional(),
  score: z.int().min(1).max(999),
  /** `provisional`: the month in which it began is not sure. */
  status: z.enum(['confirmed', 'provisional']),
  source: citationSchema,
});

/** Attempt limits, pass marks by date, and how far ahead a sitting is planned. From `exams.yaml`. */
export const examRulesSchema = z.strictObject({
  exams: z.array(
    z.strictObject({
      id: examSchema,
      name: z.string().min(1),
      family: z.enum(['usmle', 'comlex']),
      marks: z.array(markSchema),
    }),
  ),
  families: z.record(
    z.enum(['usmle', 'comlex']),
    z.strictObject({
      attempts: z.int().min(1),
      /** The last allowed attempt must be this many months after the first and after the latest. */
      spacing: z.strictObject({ after_first: z.int().min(1), after_latest: z.int().min(1) }).optional(),
      /** From so many points above the mark a later pass answers a failure. Our reading: nobody names a figure. */
      clear_margin: z.int().min(0),
      source: citationSchema,
    }),
  ),
  /** ECFMG: within so many years of the first pass of Step 1 or Step 2 CK, to the day, the other one must be passed. */
  seven_years: z.strictObject({
    years: z.int().min(1),
    /** From so many months before its end it is said. */
    soon_months: z.int().min(0),
    source: citationSchema,
  }),
  planning: z.strictObject({
    earliest_months: z.int().min(1),
    latest_months: z.int().min(1),
    /** Our allowance between the exam and its result, in weeks: no figure is published. */
    result_weeks: z.int().min(1),
    source: citationSchema,
  }),
});
export type ExamRules = z.infer<typeof examRulesSchema>;
