import { z } from 'zod';
import { examSchema, monthSchema } from '#core/record/profile.ts';

const words = (max: number) => z.string().trim().min(1).max(max);

/** What the person says about themselves, in their own words: the facts that a draft may state. */
export const storySchema = z.object({
  /** Why the exam was failed or the season ended as it did: specific, without excuses. */
  cause: words(300).nullable().default(null),
  /** What they have changed since. */
  changes: z
    .array(z.object({ what: words(200), since: monthSchema.nullable().default(null) }))
    .max(12)
    .default([]),
  strengths: z.array(words(160)).max(8).default([]),
  /** Why this field. */
  field: words(300).nullable().default(null),
  /** What comes next, apart from an exam that is booked. */
  plan: words(300).nullable().default(null),
});
export type Story = z.infer<typeof storySchema>;
export const EMPTY_STORY: Story = storySchema.parse({});

/** One practice exam: which form, its result, and when. */
export const practiceSchema = z.object({
  exam: examSchema,
  /** "NBME 31", "UWSA 2", "Free 120". */
  form: words(40),
  score: z.int().min(0).max(999),
  on: z.iso.date(),
  /** Timed and in one sitting, as on the day itself; absent or null: not told. */
  asExam: z.boolean().nullish(),
});
export type Practice = z.infer<typeof practiceSchema>;
