import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { findingRuleSchema } from '#core/knowledge/finding.ts';
import { sentenceSchema, titleSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';

const modifierSchema = z.strictObject({
  id: slugSchema,
  kind: z.enum(['helps', 'harms']),
  title: titleSchema,
  says: sentenceSchema,
  /** When a person has it; absent if no answer can tell. */
  has: conditionSchema.optional(),
  /** What leaves it open until `has` holds. */
  open: conditionSchema.optional(),
  /**
   * The minimum months in which a helpful one can be earned, and who still can; absent: nobody, however long it takes.
   */
  reach: z.strictObject({ months: z.number().min(0), when: conditionSchema.optional() }).optional(),
  /** How to earn it, or how to undo the harm. */
  do: sentenceSchema,
  source: citationSchema,
});
export type ModifierRule = z.infer<typeof modifierSchema>;

/** `programs_eye.yaml`. */
export const programsEyeSchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Whom this reading is for. */
  applies: conditionSchema,
  risks: z.array(findingRuleSchema).min(1),
  states: z.strictObject({
    has_help: sentenceSchema,
    has_harm: sentenceSchema,
    has_not: sentenceSchema,
    within_reach: sentenceSchema,
    out_of_reach: sentenceSchema,
    not_told: sentenceSchema,
  }),
  modifiers: z.array(modifierSchema).min(1),
  contact: z.array(findingRuleSchema).min(1),
});
export type ProgramsEyeRules = z.infer<typeof programsEyeSchema>;
