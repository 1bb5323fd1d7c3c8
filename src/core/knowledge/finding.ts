import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { sentenceSchema, titleSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';

/** Something to say if the facts call for it. */
export const findingRuleSchema = z.strictObject({
  id: slugSchema,
  tone: z.enum(['harms', 'helps', 'plain']),
  when: conditionSchema,
  title: titleSchema,
  says: sentenceSchema,
  do: sentenceSchema.nullable(),
  source: citationSchema,
});
export type FindingRule = z.infer<typeof findingRuleSchema>;

/** Something to find out, asked while the facts leave it open. */
export const openRuleSchema = z.strictObject({ id: slugSchema, when: conditionSchema, asks: sentenceSchema });
export type OpenRule = z.infer<typeof openRuleSchema>;
