import { z } from 'zod';
import { modelSchema } from '#core/knowledge/linear.ts';
import { phrasePatternSchema } from '#core/knowledge/phrase-pattern.ts';

const phraseSchema = z.string().min(1).max(600);
const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);

/** What a sentence may say that speaks for danger, or for a reason to write of it without being in it. */
const meaningSchema = z.strictObject({
  /** Patterns; how they are written stands in `grammar.ts`. */
  match: z.array(phrasePatternSchema).min(1),
  /** Phrases that this entry must find. */
  takes: z.array(phraseSchema).min(1),
  /** Phrases that a sign must not make danger, and that a context must not be found in. */
  leaves: z.array(phraseSchema).min(1),
});

/** One language: its word classes, and how the signs and the contexts of `crisis.yaml` are worded in it. */
export const wordingSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  /** Its commonest words, with a space between them: by these its concepts are looked for, or another language's. */
  common: z.string().min(1),
  words: z.record(nameSchema, z.array(phrasePatternSchema).min(1)),
  /** What words mean, under the same name in every language: the model learns from one language for all. */
  concepts: z.record(nameSchema, z.array(phrasePatternSchema).min(1)),
  signs: z.array(meaningSchema.extend({ sign: nameSchema })),
  contexts: z.array(meaningSchema.extend({ context: nameSchema })),
});
export type Wording = z.infer<typeof wordingSchema>;

/** What is looked for in every language, and how spelling is mended. */
export const crisisSchema = z.strictObject({
  signs: z.array(
    z.strictObject({
      id: nameSchema,
      /**
       * `certain`: somebody says it of themselves, whatever else the sentence speaks of. `danger`: enough where no context
       * takes it back. `maybe`: the model weighs it.
       */
      says: z.enum(['certain', 'danger', 'maybe']),
      about: z.enum(['self', 'other']),
    }),
  ),
  contexts: z.array(
    z.strictObject({
      id: nameSchema,
      /** `text`: it also takes back what another sentence says about somebody else. */
      reach: z.enum(['sentence', 'text']),
      /** The most that it takes back. */
      takesBack: z.enum(['danger', 'certain']).default('danger'),
    }),
  ),
  /** Words that speak of distress when nothing else is said. */
  alone: z.array(z.string().min(3)),
  spelling: z.strictObject({
    fillers: z.array(z.string()),
    joined: z.array(z.string()),
    short: z.record(z.string(), z.string()),
    /** Several words in a line. */
    slips: z.array(z.string()),
    latin_russian: z.array(z.string()),
  }),
});
export type Crisis = z.infer<typeof crisisSchema>;

/** Written by `npm run train:crisis`. */
export const crisisWeightsSchema = z.strictObject({
  danger: modelSchema.extend({
    /** From here on what the grammar calls danger is danger. */
    sure: z.number(),
    /** From here on what the grammar calls danger is asked about; below, the weighed words speak against it. */
    doubt: z.number(),
  }),
  low: modelSchema,
  /** Whether danger is somebody else's, not of the person who writes. */
  other: modelSchema,
});
export type CrisisWeights = z.infer<typeof crisisWeightsSchema>;
