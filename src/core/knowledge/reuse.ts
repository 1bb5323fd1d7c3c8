import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';

/** What is said of a text by the share of it that an earlier one had, from all to nothing. */
export const reuseWordSchema = z.enum(['same', 'mostly-same', 'reworked', 'new']);
export type ReuseWord = z.infer<typeof reuseWordSchema>;

const shareSchema = z.number().min(0).max(1);

/** From when on words count as reused. From `reuse.yaml`. */
export const reuseRulesSchema = z.strictObject({
  /** So many words in a row are reused. */
  run: z.int().min(2).max(50),
  /** So many are told apart. */
  long_run: z.int().min(2).max(50),
  /** From the greatest share down to 0. */
  words: z
    .array(z.strictObject({ from: shareSchema, word: reuseWordSchema }))
    .min(1)
    .refine((words) => words.at(-1)?.from === 0, 'the last one has to begin at 0')
    .refine(
      (words) =>
        words.every(({ from }, index) => from < (words[index - 1]?.from ?? Number.POSITIVE_INFINITY)),
      'each has to begin below the one before it',
    ),
  /** Sentences with this share of words in common read the same; shorter ones are not compared. */
  alike: z.strictObject({ from: shareSchema, words: z.int().min(1) }),
  /** The month in which applications for the Match of the next spring are sent. */
  application_month: z.int().min(1).max(12),
  source: citationSchema,
});
export type ReuseRules = z.infer<typeof reuseRulesSchema>;
