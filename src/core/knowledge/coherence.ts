import { z } from 'zod';
import { sentenceSchema, sentenceWith, titleSchema } from '#core/knowledge/sentence.ts';
import { citationSchema } from '#core/knowledge/source.ts';

/** What is compared; the words for each are in `coherence.yaml`. */
export const CHECKS = [
  'clinical',
  'research',
  'letters',
  'commitment',
  'cycles',
  'soap_target',
  'soap_history',
  'spread',
  'statement',
  'statement_field',
  'letters_sent',
] as const;
export type Check = (typeof CHECKS)[number];

const factSchema = sentenceWith(['target', 'fields', 'other']);

const checkSchema = z.strictObject({
  title: titleSchema,
  facts: z.tuple([factSchema, factSchema]),
  says: sentenceSchema,
  do: sentenceSchema,
  source: citationSchema,
});

/** `coherence.yaml`. */
export const coherenceSchema = z.strictObject({
  title: titleSchema,
  says: z.strictObject({ clashes: sentenceSchema, none: sentenceSchema, too_little: sentenceSchema }),
  /** With this many different fields in one cycle, including its SOAP, a program sees no direction. */
  spread: z.int().min(2),
  /** Fields that go with any other, such as a preliminary year. */
  with_any: z.array(z.string()),
  checks: z.strictObject(
    Object.fromEntries(CHECKS.map((check) => [check, checkSchema])) as Record<Check, typeof checkSchema>,
  ),
});
export type CoherenceRules = z.infer<typeof coherenceSchema>;
