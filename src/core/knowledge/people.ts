import { z } from 'zod';
import { knownSchema } from '#core/record/correspondent.ts';

/** Words as `fold` writes them, one or several. */
const word = z
  .string()
  .regex(/^[^A-Z,;]+$/, 'small letters, no comma')
  .max(40);
const wordsSchema = z.array(word).min(1);

/** What a person is to the applicant, where a line says so. */
const roleSchema = z.enum(['resident', 'school', 'mentor', 'letter_writer', 'attending', 'staff']);

/** What a column of a table can say about somebody. */
export const columnSchema = z.enum([
  'name',
  'kind',
  'program',
  'place',
  'specialty',
  'known',
  'would_train',
  'wants_none',
  'feedback',
  'note',
  'contacted',
  'interviewed_on',
  'not_before',
  'log',
  'letter_asked',
  'letter_answer',
  'letter_given',
  'letter_promised',
  'letter_received',
  'letter_assigned',
  'letter_field',
]);

/** How to read a line that names someone. From `people.yaml`. */
export const peopleRulesSchema = z.strictObject({
  /** By what headings a table of somebody's own says what. */
  columns: z
    .array(
      z.strictObject({
        as: columnSchema,
        words: wordsSchema,
      }),
    )
    .min(1),
  wording: z.strictObject({
    titles: wordsSchema,
    /** Small words inside a name: "de la Cruz". */
    particles: wordsSchema,
    /** What stands behind a name: "Rachel Green, MD". */
    degrees: wordsSchema,
    known: z.array(z.strictObject({ as: knownSchema, words: wordsSchema })).min(1),
    /** In the order in which they count. `staff`: works for a program. */
    roles: z.array(z.strictObject({ as: roleSchema, words: wordsSchema })).min(1),
    /** What a day in the line belongs to, the first that is found. */
    events: z
      .array(
        z.strictObject({
          from: z.enum(['me', 'them']),
          kind: z.enum(['mail', 'call', 'meeting', 'interview', 'letter-request', 'other']),
          words: wordsSchema,
        }),
      )
      .min(1),
    wants_none: wordsSchema,
    would_train: z.strictObject({ yes: wordsSchema, no: wordsSchema }),
    feedback: wordsSchema,
    /** Words that begin the name of no person, and of no program by themselves. */
    small: wordsSchema,
    /** Words that a hospital or a school has in its name, and no person. */
    institution: wordsSchema,
  }),
});
export type PeopleRules = z.infer<typeof peopleRulesSchema>;
