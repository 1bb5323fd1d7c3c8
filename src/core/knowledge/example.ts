import { z } from 'zod';
import { modeSchema, pathSchema } from '#core/record/assessment.ts';
import { profileSchema } from '#core/record/profile.ts';
import { strictly } from '#core/strict.ts';

const ids = z.array(z.string());

/** A person and what the adviser must say to them. */
export const exampleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]{1,60}$/),
  who: z.string().min(1).max(160),
  /** The day on which they ask, at noon, or the exact moment. */
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
  profile: strictly(profileSchema),
  expect: z.strictObject({
    mode: modeSchema.optional(),
    path: pathSchema,
    borderline: z.boolean(),
    /** Criteria that must be among those held, failed or unknown. */
    held: ids.optional(),
    failed: ids.optional(),
    unknown: ids.optional(),
    /** Criteria that must not be judged at all. */
    absent: ids.optional(),
    /** All the rules of eligibility that apply, in any order. */
    eligibility: ids.optional(),
    /** The criterion that matters most; null if there is none. */
    matters: z.string().nullable().optional(),
    /** Every way that is named, each as a list of changes. */
    ways: z.array(ids).optional(),
    /** Steps that the plan must have and must not have, and the step that decides about those of the season. */
    steps: ids.optional(),
    no_steps: ids.optional(),
    decided_by: z.string().nullable().optional(),
    /** The exam to sit next: attempts left, the days between which it is of use, its day and the hours a week. */
    study: z
      .strictObject({
        state: z.enum(['none', 'awaited', 'exhausted', 'open']),
        left: z.int().optional(),
        earliest: z.iso.date().nullable().optional(),
        latest: z.iso.date().nullable().optional(),
        day: z.iso.date().nullable().optional(),
        hours: z.int().optional(),
        /** Every warning, in order. */
        warnings: ids.optional(),
      })
      .optional(),
  }),
  because: z.string().min(1).max(240),
});
export type Example = z.infer<typeof exampleSchema>;

/** One file of `examples/`. */
export const exampleFileSchema = z.strictObject({ examples: z.array(exampleSchema).min(1) });
