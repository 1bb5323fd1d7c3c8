import { z } from 'zod';
import { changeSchema } from '#core/knowledge/change.ts';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { labelSchema, sayingSchema, sayingsSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { strengthSchema } from '#core/record/profile.ts';

/**
 * One thing that should be so. `group` says what it decides: `reapply` counts towards reapplying, a failed `delay` or
 * `exam` outweighs them, a failed `target` asks for another field, a failed `stop` ends it. `convert` and `figures` decide
 * nothing: they are said.
 */
export const criterionSchema = z.strictObject({
  id: slugSchema,
  group: z.enum(['reapply', 'delay', 'exam', 'target', 'stop', 'convert', 'figures']),
  /** For whom it is judged at all; left out: for everybody. It never asks for what cannot be known. */
  applies: conditionSchema.optional(),
  /** What is so when it holds, and when it does not. */
  label: words(120),
  missing: words(120),
  holds: conditionSchema,
  /** Words that fit better, for whom: so that a label says what holds for this person. */
  says: sayingsSchema({
    label: labelSchema.optional(),
    missing: labelSchema.optional(),
    note: sayingSchema.optional(),
  }),
  /** Ids of what a person can do about it, the first that is feasible first; empty where nothing can. */
  changes: z.array(slugSchema),
  note: words().optional(),
  source: citationSchema,
  also: z.array(citationSchema).optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** One rule of who may take part. */
export const eligibilitySchema = z.strictObject({
  id: slugSchema,
  /** `blocks`: not eligible. `waits`: not before something comes in time. `check`: find out. `limits`: eligible for part. `fine`: nothing in the way. */
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
  /** Its source is that of the pass mark that is spoken of. */
  cites: z.literal('pass_mark').optional(),
  source: citationSchema,
});
export type EligibilityRule = z.infer<typeof eligibilitySchema>;

/** A road that uses the degree outside residency, for the hard conversation at the stop line. */
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
      /** Held `reapply` criteria from which reapplying is clear, and from which it is borderline. */
      most: z.int().min(1),
      borderline: z.int().min(1),
      lead_days: z.int().min(0),
      /** Clinical work counts as recent that ended within so many months and lasted at least so many. */
      recent: z.strictObject({ within_months: z.int().min(1), at_least_months: z.number().min(0) }),
      /** Which named strengths count as a standout one. */
      standout: z.array(strengthSchema),
      /** From this age on, in days, answers are worth asking again. */
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
