import { z } from 'zod';
import { FIELDS } from '#core/knowledge/fields.ts';

const comparisonSchema = z.enum(['equals', 'one_of', 'at_least', 'at_most', 'above', 'known']);

const scalarSchema = z.union([z.number(), z.string(), z.boolean()]);

/** A comparison of one fact (`field`, `is`, `value`), or `all`, `any` or `none` of several, or a count of cycles. */
export interface Condition {
  readonly field?: (typeof FIELDS)[number] | undefined;
  readonly is?: z.infer<typeof comparisonSchema> | undefined;
  readonly value?: z.infer<typeof scalarSchema> | readonly z.infer<typeof scalarSchema>[] | undefined;
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly none?: readonly Condition[] | undefined;
  /** Holds unless one of these is known to hold: here unknown counts as no. */
  readonly unless?: readonly Condition[] | undefined;
  /**
   * At least `at_least` unmatched cycles after the first, the big problems changed before each, with few interviews.
   */
  readonly corrected_cycles?: { readonly at_least: number; readonly interviews_at_most: number } | undefined;
}

/** One strict object rather than a union, so that a typo is reported at its own field. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z
    .strictObject({
      field: z.enum(FIELDS).optional(),
      is: comparisonSchema.optional(),
      value: z.union([scalarSchema, z.array(scalarSchema).min(1)]).optional(),
      all: z.array(conditionSchema).optional(),
      any: z.array(conditionSchema).min(1).optional(),
      none: z.array(conditionSchema).min(1).optional(),
      unless: z.array(conditionSchema).min(1).optional(),
      corrected_cycles: z
        .strictObject({ at_least: z.int().min(1), interviews_at_most: z.int().min(0) })
        .optional(),
    })
    .superRefine((condition, issue) => {
      const { field, all, any, none, unless, corrected_cycles } = condition;
      const forms = [field, all, any, none, unless, corrected_cycles];
      if (forms.filter((form) => form !== undefined).length !== 1) {
        issue.addIssue('needs exactly one of field, all, any, none, unless, corrected_cycles');
      }
      const compares = condition.is !== undefined && condition.value !== undefined;
      if (condition.field !== undefined && !compares) issue.addIssue('a field needs "is" and "value"');
      if (condition.field === undefined && (condition.is !== undefined || condition.value !== undefined)) {
        issue.addIssue('"is" and "value" need a field');
      }
      if ((condition.is === 'one_of') !== Array.isArray(condition.value)) {
        issue.addIssue('"one_of" takes a list, every other comparison one value');
      }
    }),
);
