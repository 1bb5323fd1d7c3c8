import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { examSchema } from '#core/record/profile.ts';

/** What a change adds to the profile. */
export const effectSchema = z.discriminatedUnion('kind', [
  /** The next exam is passed: clearly above the mark of its day, or with `score` if that is higher. */
  z.strictObject({
    kind: z.literal('exam'),
    exam: examSchema.optional(),
    score: z.int().min(0).max(999).optional(),
  }),
  z.strictObject({ kind: z.literal('letters'), at_least: z.int().min(1) }),
  z.strictObject({ kind: z.literal('us_months'), at_least: z.int().min(1) }),
  z.strictObject({ kind: z.literal('recent_clinical') }),
  z.strictObject({ kind: z.literal('strength') }),
  z.strictObject({ kind: z.literal('rebuilt') }),
  /** Another field becomes the target: an accepted one within reach, or else the first one in the list that is. */
  z.strictObject({ kind: z.literal('target') }),
]);
export type Effect = z.infer<typeof effectSchema>;

/** Something that a person can do about the verdict. */
export const changeSchema = z.strictObject({
  id: slugSchema,
  what: words(240),
  /** The minimum time it takes; `sitting`: until the next legal and realistic sitting of the exam, and its result. */
  months: z.union([z.int().min(0), z.literal('sitting')]),
  /** Can run beside other changes without taking time of its own. */
  beside: z.boolean().default(false),
  /** Mostly unpaid: it uses up the unpaid months that a person can manage. */
  unpaid: z.boolean().default(false),
  /** Who can still do it, whatever the verdict; absent: everyone. Unknown counts as no. */
  feasible: conditionSchema.optional(),
  /** Absent: something to do that no verdict depends on. */
  effect: effectSchema.optional(),
  /** The change that asks for less: if that one achieves as much, this one is not named. */
  more_than: slugSchema.optional(),
  source: citationSchema,
});
export type Change = z.infer<typeof changeSchema>;
