import { z } from 'zod';
import { patternSchema } from '#core/knowledge/pattern.ts';
import { categorySchema, sayingSchema, severitySchema, softSchema } from '#core/knowledge/tone.ts';
import { words } from '#core/knowledge/words.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';

/** What code checks: how it is found depends on a record, a length or a day. */
export const checkIdSchema = z.enum([
  'blank',
  'too_long',
  'hidden_failure',
  'other_attempt',
  'other_fails',
  'other_score',
  'practice_not_logged',
  'other_exam_date',
  'retake_not_booked',
  'retake_other_date',
  'retake_too_early',
  'other_graduation',
  'too_many_months',
  'other_work_date',
  'other_role',
  'other_interviews',
  'no_remediation',
  'not_all_passed',
  'other_cycles',
  'too_many_letters',
  'other_program',
  'other_person',
  'other_specialty',
  'forbidden_now',
  'asked_not_to',
  'other_interview_date',
  'no_specifics',
]);
export type CheckId = z.infer<typeof checkIdSchema>;

const wordsSchema = z.array(z.string().regex(/^[a-z0-9][a-z0-9 ]{0,40}$/)).min(1);

/** `tone_checks.yaml`: thresholds and words of what code checks. */
export const toneChecksSchema = z.strictObject({
  checks: z.record(
    checkIdSchema,
    z.strictObject({
      category: categorySchema,
      severity: severitySchema,
      /** `{{values}}` are filled in. */
      why: words(200),
      better: words(240),
    }),
  ),
  /** What is said of a sentence that no rule knows and the model finds all the same. */
  weighed: z.record(softSchema, sayingSchema),
  /** What a leftover blank looks like, and what only looks like one. */
  blanks: z.strictObject({ are: z.array(patternSchema).min(1), are_not: z.array(patternSchema) }),
  /** Kinds of text that explain a failed exam, and so must name it. */
  explains_failure: z.array(draftKindSchema),
  /** Words that name a failure plainly. */
  names_failure: wordsSchema,
  /** What each field of `specialties.yaml` is called in a text. */
  fields: z.record(z.string().regex(/^[a-z0-9_]{1,20}$/), wordsSchema),
  names: z.strictObject({
    /** Words that belong to the name of a place: "St. Luke's Hospital". */
    places: wordsSchema,
    /** Words in names that do not distinguish one place from another. */
    plain: wordsSchema,
    /** Words that say why the text names a place or a field that it is not for: "rotated", "also applying". */
    reasons: z.array(patternSchema).min(1),
    /** Words that say that someone wants to train there, or in that field. */
    wants: z.array(patternSchema).min(1),
  }),
  good: z.strictObject({
    names_failure: words(),
    one_question: words(),
    thanks: words(),
    within_length: words(),
    figures: words(),
    plan_dated: words(),
    way_out: words(),
    own_place: words(),
  }),
});
export type ToneChecks = z.infer<typeof toneChecksSchema>;
