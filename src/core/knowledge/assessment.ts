import { z } from 'zod';
import { changeSchema } from '#core/knowledge/change.ts';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { labelSchema, sayingSchema, sayingsSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { strengthSchema } from '#core/record/profile.ts';

/**
 * One thing that should be true. `group` says what it decides: `reapply` counts towards reapplying, a failed `delay` or
 * `exam` outweighs those, a failed `target` asks for another field, and a failed `stop` ends it. `convert` and
 * `figures` decide nothing: they are only mentioned.
 */
export const criterionSchema = z.strictObject({
  id: slugSchema,
  group: z.enum(['reapply', 'delay', 'exam', 'target', 'stop', 'convert', 'figures']),
  /** Whom it is judged for; absent: everyone. It never asks for something that cannot be known. */
  applies: conditionSchema.optional(),
  /** What is true if it holds, and if it does not. */
  label: words(120),
  missing: words(120),
  holds: conditionSchema,
  /** Words that fit some people better, so that a label says what is true for this person. */
  says: sayingsSchema({
    label: labelSchema.optional(),
    missing: labelSchema.optional(),
    note: sayingSchema.optional(),
  }),
  /** Ids of what a person can do about it, with the first feasible one first; empty if nothing can be done. */
  changes: z.array(slugSchema),
  note: words().optional(),
  source: citationSchema,
  also: z.array(citationSchema).optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** One rule about who may take part. */
export const eligibilitySchema = z.strictObject({
  id: slugSchema,
  /**
   * `blocks`: not eligible. `waits`: only once something arrives in time. `check`: find out. `limits`: eligible for
   * part of it. `fine`: nothing in the way.
   */
  effect: z.enum(['blocks', 'waits', 'check', 'limits', 'fine']),
  when: conditionSchema,
  label: words(120),
  rule: words(),
  todo: words().nullable(),
  says: sayingsSchema({
    label: labelSchema.optional(),
    rule: sayingSchema.optional(),
    todo: sayingSchema.optional(),
  }),
  /** Its source is the one of the pass mark that it mentions. */
  cites: z.literal('pass_mark').optional(),
  source: citationSchema,
});
export type EligibilityRule = z.infer<typeof eligibilitySchema>;

/** A way to use the degree outside residency, for the hard conversation at the point of stopping. */
const pivotSchema = z.strictObject({
  id: slugSchema,
  title: words(60),
  says: words(240),
  source: citationSchema,
});

/** `assessment.yaml`. */
export const assessmentRulesSchema = z
  .strictObject({
    rules: z.strictObject({
      /** How many `reapply` criteria must hold for reapplying to be clear, and how many for it to be borderline. */
      most: z.int().min(1),
      borderline: z.int().min(1),
      lead_days: z.int().min(0),
      /** Clinical work counts as recent if it ended within this many months and lasted at least this many. */
      recent: z.strictObject({ within_months: z.int().min(1), at_least_months: z.number().min(0) }),
      /** Which strengths count as a standout one. */
      standout: z.array(strengthSchema),
      /** From this age, in days, answers are worth asking again. */
      fresh_days: z.int().min(1),
      source: citationSchema,
    }),
    changes: z.array(changeSchema).min(1),
    pivots: z.array(pivotSchema).min(1),
    criteria: z.array(criterionSchema).min(1),
    eligibility: z.array(eligibilitySchema).min(1),
  })
  .superRefine(({ changes, criteria, eligibility, pivots }, issue) => {
    const isChange = (id: string): boolean => changes.some((change) => change.id === id);
    for (const [index, criterion] of criteria.entries()) {
      for (const [at, id] of criterion.changes.entries()) {
        if (isChange(id)) continue;
        issue.addIssue({
          code: 'custom',
          path: ['criteria', index, 'changes', at],
          message: `no change "${id}"`,
        });
      }
    }
    for (const [index, { more_than: less }] of changes.entries()) {
      if (less === undefined || isChange(less)) continue;
      issue.addIssue({
        code: 'custom',
        path: ['changes', index, 'more_than'],
        message: `no change "${less}"`,
      });
    }
    for (const [list, entries] of Object.entries({ changes, criteria, eligibility, pivots })) {
      for (const [index, { id }] of entries.entries()) {
        if (entries.findIndex((other) => other.id === id) === index) continue;
        issue.addIssue({ code: 'custom', path: [list, index, 'id'], message: `"${id}" is there twice` });
      }
    }
  });
