import { z } from 'zod';
import { modelSchema } from '#core/knowledge/linear.ts';
import { phrasePatternSchema } from '#core/knowledge/phrase-pattern.ts';

const phraseSchema = z.string().min(1).max(600);
const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);

/** What a sentence may say that points to danger, or to a reason to write about it without being in it. */
const meaningSchema = z.strictObject({
  /** Patterns; `grammar.ts` says how they are written. */
  match: z.array(phrasePatternSchema).min(1),
  /** Phrases that this entry must find. */
  takes: z.array(phraseSchema).min(1),
  /** Phrases that a sign must not turn into danger, and in which a context must not be found. */
  leaves: z.array(phraseSchema).min(1),
});

/** One language: its word classes, and its wordings for the signs and contexts of `crisis.yaml`. */
export const wordingSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  /**
   * Its most common words, separated by spaces: they decide whether its concepts are searched for, or another
   * language's.
   */
  common: z.string().min(1),
  words: z.record(nameSchema, z.array(phrasePatternSchema).min(1)),
  /** What words mean, under the same name in every language: what the model learns in one language helps in all. */
  concepts: z.record(nameSchema, z.array(phrasePatternSchema).min(1)),
  signs: z.array(meaningSchema.extend({ sign: nameSchema })),
  contexts: z.array(meaningSchema.extend({ context: nameSchema })),
});
export type Wording = z.infer<typeof wordingSchema>;

/** What is searched for in every language, and how spelling is corrected. */
export const crisisSchema = z.strictObject({
  signs: z.array(
    z.strictObject({
      id: nameSchema,
      /**
       * `certain`: someone says it about themselves, whatever else the sentence mentions. `danger`: enough if no
       * context cancels it. `maybe`: the model weighs it.
       */
      says: z.enum(['certain', 'danger', 'maybe']),
      about: z.enum(['self', 'other']),
    }),
  ),
  contexts: z.array(
    z.strictObject({
      id: nameSchema,
      /** `text`: it also cancels what another sentence says about someone else. */
      reach: z.enum(['sentence', 'text']),
      /** The most that it cancels. */
      takesBack: z.enum(['danger', 'certain']).default('danger'),
    }),
  ),
  /** Words that express distress when nothing else is said. */
  alone: z.array(z.string().min(3)),
  spelling: z.strictObject({
    fillers: z.array(z.string()),
    joined: z.array(z.string()),
    short: z.record(z.string(), z.string()),
    /** Several words per line. */
    slips: z.array(z.string()),
    latin_russian: z.array(z.string()),
  }),
});
export type Crisis = z.infer<typeof crisisSchema>;

/** Written by `npm run train:crisis`. */
export const crisisWeightsSchema = z.strictObject({
  danger: modelSchema.extend({
    /** From this mark on, what the grammar calls danger is danger. */
    sure: z.number(),
    /**
     * From this mark on, what the grammar calls danger is asked about; below it, the weighed words speak against it.
     */
    doubt: z.number(),
  }),
  low: modelSchema,
  /** Whether the danger is someone else's rather than the writer's. */
  other: modelSchema,
});
export type CrisisWeights = z.infer<typeof crisisWeightsSchema>;
