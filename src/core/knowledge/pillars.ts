import { z } from 'zod';
import { findingRuleSchema, openRuleSchema } from '#core/knowledge/finding.ts';
import { sentenceSchema, sentenceWith, titleSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';

const ORDER_BLANKS = ['pillar', 'other', 'reason'];

/** `pillars.yaml`. */
export const pillarsSchema = z.strictObject({
  title: titleSchema,
  /** Why the pillars are in this order, for each way in which it can come about. */
  order: z.strictObject({
    first: sentenceWith(ORDER_BLANKS),
    tied: sentenceWith(ORDER_BLANKS),
    none: sentenceSchema,
    unknown: sentenceSchema,
  }),
  /** The weight of one failed criterion in each group, and of one harmful finding. */
  weights: z.strictObject({
    stop: z.int().min(0),
    exam: z.int().min(0),
    delay: z.int().min(0),
    target: z.int().min(0),
    reapply: z.int().min(0),
    convert: z.int().min(0),
    figures: z.int().min(0),
    finding: z.int().min(0),
  }),
  pillars: z
    .array(
      z.strictObject({
        id: slugSchema,
        title: titleSchema,
        /** Criteria of the assessment that belong to it. */
        criteria: z.array(slugSchema),
        findings: z.array(findingRuleSchema),
        open: z.array(openRuleSchema),
      }),
    )
    .length(3),
});
export type PillarRules = z.infer<typeof pillarsSchema>;
