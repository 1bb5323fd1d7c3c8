import { z } from 'zod';
import { conditionSchema } from '#core/assessment/condition.ts';
import { citationSchema } from '#core/source.ts';

const idSchema = z.string().regex(/^[a-z0-9_]{1,40}$/);

/**
 * One thing that should be so. `group` says what it decides: `reapply` counts towards reapplying, a failed `delay` or
 * `exam` outweighs them, a failed `target` asks for another field, a failed `stop` ends it.
 */
export const criterionSchema = z.strictObject({
  id: idSchema,
  group: z.enum(['reapply', 'delay', 'exam', 'target', 'stop']),
  /** What is so when it holds, and when it does not. */
  label: z.string().min(1).max(120),
  missing: z.string().min(1).max(120),
  holds: conditionSchema,
  /** What would change it, as something a person can do; null where nothing can. */
  change: z.string().min(1).nullable(),
  /** Who can still do that; left out means everybody. */
  feasible: conditionSchema.optional(),
  note: z.string().min(1).optional(),
  source: citationSchema,
  also: z.array(citationSchema).optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** One rule of who may take part. */
export const eligibilitySchema = z.strictObject({
  id: idSchema,
  /** `blocks`: not eligible. `waits`: not before something comes in time. `check`: find out. `limits`: eligible for part. `fine`: nothing in the way. */
  effect: z.enum(['blocks', 'waits', 'check', 'limits', 'fine']),
  when: conditionSchema,
  label: z.string().min(1).max(120),
  rule: z.string().min(1),
  todo: z.string().min(1).nullable(),
  source: citationSchema,
});
export type EligibilityRule = z.infer<typeof eligibilitySchema>;

/** `assessment.yaml`. */
export const assessmentRulesSchema = z
  .strictObject({
    rules: z.strictObject({
      /** Held `reapply` criteria from which reapplying is clear, and from which it is borderline. */
      most: z.int().min(1),
      borderline: z.int().min(1),
      lead_days: z.int().min(0),
      source: citationSchema,
    }),
    criteria: z.array(criterionSchema).min(1),
    eligibility: z.array(eligibilitySchema).min(1),
  })
  .superRefine(({ criteria, eligibility }, issue) => {
    for (const [list, entries] of Object.entries({ criteria, eligibility })) {
      for (const [index, { id }] of entries.entries()) {
        if (entries.findIndex((other) => other.id === id) === index) continue;
        issue.addIssue({ code: 'custom', path: [list, index, 'id'], message: `"${id}" is there twice` });
      }
    }
  });
export type AssessmentRules = z.infer<typeof assessmentRulesSchema>;
