import { z } from 'zod';
import { idSchema, openSchema, ruleSchema } from '#core/knowledge/finding.ts';
import { sentenceSchema, titleSchema } from '#core/knowledge/sentence.ts';

/** `autopsy.yaml`. */
export const autopsySchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Said instead where no cycle has ended. */
  none: sentenceSchema,
  parts: z
    .array(
      z.strictObject({
        id: idSchema,
        title: titleSchema,
        findings: z.array(ruleSchema),
        open: z.array(openSchema),
      }),
    )
    .min(1),
});
export type AutopsyRules = z.infer<typeof autopsySchema>;
