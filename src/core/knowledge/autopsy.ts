import { z } from 'zod';
import { findingRuleSchema, openRuleSchema } from '#core/knowledge/finding.ts';
import { sentenceSchema, titleSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';

/** `autopsy.yaml`. */
export const autopsySchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Used instead if no cycle has ended. */
  none: sentenceSchema,
  parts: z
    .array(
      z.strictObject({
        id: slugSchema,
        title: titleSchema,
        findings: z.array(findingRuleSchema),
        open: z.array(openRuleSchema),
      }),
    )
    .min(1),
});
export type AutopsyRules = z.infer<typeof autopsySchema>;
