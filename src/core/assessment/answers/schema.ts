import { z } from 'zod';
import {
  dayOrMonthSchema,
  factSchema,
  monthSchema,
  regionSchema,
  strengthSchema,
  visaStepSchema,
} from '#core/record/profile.ts';

/**
 * By school and citizenship, and whether a visa is needed. `non_us_img`: one of the two below, but we were not told
 * which.
 */
export const TYPE_ANSWERS = ['us_md', 'us_do', 'us_img', 'img_visa', 'img_free'] as const;
/** How an exam stands, in the form's terms: `later` is a pass after a fail, `open` a result that is not out yet. */
export const EXAM_ANSWERS = ['passed', 'later', 'failed', 'open', 'none'] as const;
/** `clean`: both big exams passed at the first attempt. */
export const EXAMS_ANSWERS = ['clean', 'other'] as const;
/** `first_…`: no Match before this one ended without a position. */
export const STATUS_ANSWERS = [
  'first_now',
  'now',
  'first_unmatched',
  'unmatched',
  'earlier',
  'prelim_only',
  'advanced_only',
  'withdrawn',
  'matched',
  'never',
] as const;
export const BEFORE_ANSWERS = ['n0', 'n1', 'n2', 'n3'] as const;
export const FACT_ANSWERS = factSchema.options;
/** Which documents were written for that field and that year. */
export const DOCS_ANSWERS = ['both', 'statement', 'letters', 'neither', 'unknown'] as const;
export const FLAG_ANSWERS = ['professionalism', 'leave', 'remediation'] as const;
export const PRIORITY_ANSWERS = ['any_position', 'this_specialty'] as const;
export const MONEY_ANSWERS = ['none', 'tight', 'enough'] as const;

/** Means "not decided" for a target, "none" and "any open one" for another field, and "several" and "no SOAP". */
export const UNDECIDED = 'undecided';
export const NO_OTHER = 'none';
export const ANY_OPEN = 'any_open';
export const MIXED = 'mixed';
export const NO_SOAP = 'none';

const count = z.int().min(0).nullable();
const fact = factSchema.nullable();
const field = z.string().max(40).nullable();

/** What the `/assess` form collects; null if it was not asked, was skipped, or is not known. */
export const answersSchema = z.object({
  type: z.enum([...TYPE_ANSWERS, 'non_us_img']).nullable(),
  visa: fact,
  graduated: count,
  status: z.enum(STATUS_ANSWERS).nullable(),
  target: field,
  other: field,
  exams: z.enum(EXAMS_ANSWERS).nullable(),
  step1: z.enum(EXAM_ANSWERS).nullable(),
  fails1: count,
  step2: z.enum(EXAM_ANSWERS).nullable(),
  fails2: count,
  step2_month: dayOrMonthSchema.nullable(),
  step2_score: count,
  booked: dayOrMonthSchema.nullable(),
  priority: z.enum(PRIORITY_ANSWERS).nullable(),
  pathway: fact,
  registered: fact,
  verified: fact,
  before: z.enum(BEFORE_ANSWERS).nullable(),
  applied: field,
  programs: count,
  interviews: count,
  ranked: count,
  docs: z.enum(DOCS_ANSWERS).nullable(),
  changed: fact,
  interviews_before: count,
  changed_before: fact,
  year_before: count,
  rebuilt: fact,
  soap: field,
  soap_sent: count,
  soap_interviews: count,
  us_months: count,
  us_until: monthSchema.nullable(),
  us_field: field,
  us_chance: fact,
  letters: count,
  flags: z.array(z.enum(FLAG_ANSWERS)).nullable(),
  explained: fact,
  strengths: z.array(strengthSchema).nullable(),
  life_months: count,
  money: z.enum(MONEY_ANSWERS).nullable(),
  recent: fact,
  us_ongoing: fact.default(null),
  statement_field: field.default(null),
  certificate: fact.default(null),
  visa_step: visaStepSchema.nullable().default(null),
  couples: fact.default(null),
  region: regionSchema.nullable().default(null),
  /** Names of programs that asked not to be messaged, separated by commas. */
  no_messages: z.string().max(600).nullable().default(null),
});
export type AssessAnswers = z.infer<typeof answersSchema>;
/** Answers that a record holds. What is not known is left out, so that it gets asked. */
export type Known = { readonly [Id in keyof AssessAnswers]?: AssessAnswers[Id] | undefined };

/** What was told for a question: its value, null if it was skipped, nothing if it was never answered. */
export function told<T>(value: T | null, wasAsked: boolean): T | null | undefined {
  return value ?? (wasAsked ? null : undefined);
}

/** Removes what is not known. */
export function compact(known: Known): Known {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}
