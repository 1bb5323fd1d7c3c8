import { z } from 'zod';
import { type Facts, FIELDS } from '#core/assessment/fields.ts';

/** True, false, or null for "cannot be told": unknown facts decide nothing. */
export type Truth = boolean | null;

const comparisonSchema = z.enum(['equals', 'one_of', 'at_least', 'at_most', 'above', 'known']);
const scalarSchema = z.union([z.number(), z.string(), z.boolean()]);

/** A comparison of one fact (`field`, `is`, `value`), or `all`, `any`, `none` of several, or a count of cycles. */
export interface Condition {
  readonly field?: (typeof FIELDS)[number] | undefined;
  readonly is?: z.infer<typeof comparisonSchema> | undefined;
  readonly value?: z.infer<typeof scalarSchema> | readonly z.infer<typeof scalarSchema>[] | undefined;
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
  readonly none?: readonly Condition[] | undefined;
  /** Holds unless one of these is known to hold: here what is not known counts as no. */
  readonly unless?: readonly Condition[] | undefined;
  /** At least `at_least` unmatched cycles after the first, the big problems changed before each, with few interviews. */
  readonly corrected_cycles?: { readonly at_least: number; readonly interviews_at_most: number } | undefined;
}

/** One strict object and not a union, so that a typo is reported at its own field. */
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

/** Judges a condition in three-valued logic (Kleene): what is not known makes a result unknown only where it decides. */
export function judge(condition: Condition, facts: Facts): Truth {
  if (condition.all) return allOf(condition.all, facts, true);
  if (condition.any) return not(allOf(condition.any, facts, false));
  if (condition.none) return allOf(condition.none, facts, false);
  if (condition.unless) return !condition.unless.some((part) => judge(part, facts) === true);
  if (condition.corrected_cycles) return countCycles(condition.corrected_cycles, facts);
  return compare(condition, facts);
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** Whether every part comes out as wanted. The first that does not decides, so the rest is not looked at. */
function allOf(parts: readonly Condition[], facts: Facts, wanted: boolean): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const is = judge(part, facts);
    if (is === !wanted) return false;
    if (is === null) truth = null;
  }
  return truth;
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function compare({ field, is, value }: Condition, facts: Facts): Truth {
  if (field === undefined || is === undefined) return null;
  const fact = facts[field];
  if (is === 'known') return (fact !== null) === value;
  if (fact === null) return null;
  switch (is) {
    case 'equals':
      return fact === value;
    case 'one_of':
      return Array.isArray(value) && value.includes(fact);
    case 'at_least':
      return Number(fact) >= Number(value);
    case 'at_most':
      return Number(fact) <= Number(value);
    case 'above':
      return Number(fact) > Number(value);
    default:
      return is satisfies never;
  }
}

/** Before a first cycle nothing could be corrected, whatever was told of it; where years were not told, doubt is kind. */
function countCycles(
  rule: { readonly at_least: number; readonly interviews_at_most: number },
  facts: Facts,
): Truth {
  const [, ...judged] = facts.unmatched
    .map(({ year, changed, interviews }) => ({
      year: year ?? 0,
      truth: every([
        changed === 'unknown' ? null : changed === 'yes',
        interviews === null ? null : interviews <= rule.interviews_at_most,
      ]),
    }))
    .toSorted((a, b) => a.year - b.year || SURE_FIRST.indexOf(a.truth) - SURE_FIRST.indexOf(b.truth));
  const sure = judged.filter(({ truth }) => truth === true).length;
  const possible = judged.filter(({ truth }) => truth !== false).length;
  if (sure >= rule.at_least) return true;
  return possible >= rule.at_least ? null : false;
}

const SURE_FIRST: readonly Truth[] = [true, null, false];
