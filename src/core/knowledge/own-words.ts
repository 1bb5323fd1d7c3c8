import { z } from 'zod';

/** Whom words refer to. `unclear`: a doctor or a hospital that may or may not be a program. */
export const counterpartSchema = z.enum(['program', 'letter_writer', 'mentor', 'school', 'place', 'unclear']);
export type Counterpart = z.infer<typeof counterpartSchema>;

const wordsSchema = z.array(z.string().regex(/^[a-z0-9' ]{1,40}$/)).min(1);

const phrasesSchema = z.array(z.string().min(1).max(200)).min(1);

/**
 * How a person's own words are read for contact: a verb (`verbs`) means someone is contacted, and the words after it
 * say whom.
 */
export const ownWordsSchema = z.strictObject({
  /** In their base form; the endings are known. */
  verbs: wordsSchema,
  /** Words that make it an answer, and words that say it is not going to be done. */
  answers: wordsSchema,
  negations: wordsSchema,
  /** What comes after these is the topic or the origin, not the person being written to. */
  topics: wordsSchema,
  /** This many words after the verb are looked at. */
  reach: z.int().min(1).max(30),
  addressees: z.record(
    counterpartSchema,
    z.strictObject({
      words: wordsSchema,
      /** Phrases that must be read this way, and phrases that must not. */
      must: phrasesSchema,
      must_not: phrasesSchema,
    }),
  ),
});
export type OwnWords = z.infer<typeof ownWordsSchema>;
