import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { examSchema, monthSchema } from '#core/record/profile.ts';

const markSchema = z.strictObject({
  /** The first month in which this mark applied; absent: as far back as we ask anyone about. */
  from: monthSchema.optional(),
  score: z.int().min(1).max(999),
  /** `provisional`: the month in which it began is uncertain. */
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
      /**
       * From this many points above the mark, a later pass makes up for a failure. Our own reading: nobody publishes a
       * figure.
       */
      clear_margin: z.int().min(0),
      /** What the limit says, for somebody who has reached it. */
      rule: words(200),
      source: citationSchema,
    }),
  ),
  /** ECFMG: within this many years of the first pass of Step 1 or Step 2 CK, to the day, the other must be passed. */
  seven_years: z.strictObject({
    years: z.int().min(1),
    /** It is mentioned from this many months before it ends. */
    soon_months: z.int().min(0),
    source: citationSchema,
  }),
  planning: z.strictObject({
    earliest_months: z.int().min(1),
    latest_months: z.int().min(1),
    /** Three months of study give way to ECFMG's last day, but not below this. */
    least_weeks: z.int().min(1),
    /** The weeks we allow between the exam and its result: no figure is published. */
    result_weeks: z.int().min(1),
    source: citationSchema,
  }),
  /** What is said to somebody who plans Step 3: the first whose condition holds. */
  step3: z.array(
    z.strictObject({
      id: slugSchema,
      when: conditionSchema,
      /** It cannot be taken yet, so no weeks are planned. */
      waits: z.boolean().default(false),
      says: words(200),
      source: citationSchema,
    }),
  ),
});
export type ExamRules = z.infer<typeof examRulesSchema>;
