import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { sentenceSchema, titleSchema } from '#core/knowledge/sentence.ts';
import { citationSchema } from '#core/knowledge/source.ts';

export const idSchema = z.string().regex(/^[a-z0-9_]{1,40}$/);

/** Something to say when the facts say so. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  tone: z.enum(['harms', 'helps', 'plain']),
  when: conditionSchema,
  title: titleSchema,
  says: sentenceSchema,
  do: sentenceSchema.nullable(),
  source: citationSchema,
});

/** Something to find out, asked while the facts leave it open. */
export const openSchema = z.strictObject({ id: idSchema, when: conditionSchema, asks: sentenceSchema });
