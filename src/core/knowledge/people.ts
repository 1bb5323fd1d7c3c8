import { z } from 'zod';
import { knownSchema } from '#core/record/correspondent.ts';

const word = z
  .string()
  .regex(/^[^A-Z,;]+$/, 'small letters, no comma')
  .max(40);

/** How to read a line that names someone. From `people.yaml`. */
export const peopleRulesSchema = z.strictObject({
  wording: z.strictObject({
    titles: z.array(word).min(1),
    known: z.array(z.strictObject({ as: knownSchema, words: z.array(word).min(1) })).min(1),
  }),
});
export type PeopleRules = z.infer<typeof peopleRulesSchema>;
