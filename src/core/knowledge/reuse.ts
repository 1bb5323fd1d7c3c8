import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';

/** What to say about a text, by the share of it that an earlier one already had, from all to none. */
export const reuseWordSchema = z.enum(['same', 'mostly-same', 'reworked', 'new']);
export type ReuseWord = z.infer<typeof reuseWordSchema>;

const shareSchema = z.number().min(0).max(1);

/** From what point words count as reused. From `reuse.yaml`. */
export const reuseRulesSchema = z.strictObject({
  /** This many words in a row count as reused. */
  run: z.int().min(2).max(50),
  /** This many are listed one by one. */
  long_run: z.int().min(2).max(50),
  /** From the largest share down to 0. */
  words: z
    .array(z.strictObject({ from: shareSchema, word: reuseWordSchema }))
    .min(1)
    .refine((words) => words.at(-1)?.from === 0, 'the last one has to begin at 0')
    .refine(
      (words) =>
        words.every(({ from }, index) => from < (words[index - 1]?.from ?? Number.POSITIVE_INFINITY)),
      'each has to begin below the one before it',
    ),
  /** Sentences with this share of words in common count as the same; shorter ones are not compared. */
  alike: z.strictObject({ from: shareSchema, words: z.int().min(1) }),
  /** The month in which applications for the following spring's Match are sent. */
  application_month: z.int().min(1).max(12),
  source: citationSchema,
});
export type ReuseRules = z.infer<typeof reuseRulesSchema>;
