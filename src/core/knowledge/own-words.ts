import { z } from 'zod';

/** Whom words reach out to. `unclear`: a doctor or a hospital, of whom they do not say whether they are a program. */
export const addresseeSchema = z.enum(['program', 'letter_writer', 'mentor', 'school', 'place', 'unclear']);
export type Addressee = z.infer<typeof addresseeSchema>;

const wordsSchema = z.array(z.string().regex(/^[a-z0-9' ]{1,40}$/)).min(1);

const phrasesSchema = z.array(z.string().min(1).max(200)).min(1);

/** How a person's own words are read for a contact: somebody is reached (`verbs`), and the words after it say whom. */
export const ownWordsSchema = z.strictObject({
  /** In their plain form; endings are known. */
  verbs: wordsSchema,
  /** Words that make it an answer, and words that say it is not to be done. */
  answers: wordsSchema,
  negations: wordsSchema,
  /** Behind these stands what it is about or where it came from, and nobody who is written to. */
  topics: wordsSchema,
  /** So many words behind the verb are looked at. */
  reach: z.int().min(1).max(30),
  addressees: z.record(
    addresseeSchema,
    z.strictObject({
      words: wordsSchema,
      /** Phrases that must be read so, and phrases that must not. */
      must: phrasesSchema,
      must_not: phrasesSchema,
    }),
  ),
});
export type OwnWords = z.infer<typeof ownWordsSchema>;
