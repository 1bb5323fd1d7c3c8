import { z } from 'zod';
import { modelSchema } from '#core/knowledge/linear.ts';
import { phrasePatternSchema } from '#core/knowledge/phrase-pattern.ts';
import { words } from '#core/knowledge/words.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';

/** What a draft can have too much of, or get wrong. */
export const categorySchema = z.enum([
  'begging',
  'rant',
  'blame',
  'oversharing',
  'arguing',
  'status-nagging',
  'rank-promise',
  'contradicts-record',
  'wrong-program-or-specialty',
  'leftover-blank',
  'too-long',
  'contact-not-allowed',
  'vague',
]);
export type Category = z.infer<typeof categorySchema>;

/** Categories that are a matter of wording alone, so that a model can weigh them. */
export const softSchema = categorySchema.extract([
  'begging',
  'rant',
  'blame',
  'oversharing',
  'arguing',
  'status-nagging',
  'rank-promise',
  'vague',
]);
export type Soft = z.infer<typeof softSchema>;

/** `must`: not ready while it is there. `could`: a matter of taste. */
export const severitySchema = z.enum(['must', 'should', 'could']);
export type Severity = z.infer<typeof severitySchema>;

/** What a record says that makes a sentence wrong, or right; each is worked out in `core/tone/facts.ts`. */
export const toneFactSchema = z.enum([
  'failed_any',
  'failed_step1',
  'failed_step2ck',
  'failed_step3',
  'failed_level1',
  'failed_level2ce',
  'failed_level3',
  'not_passed_step1',
  'not_passed_step2ck',
  'not_passed_step3',
  'not_passed_level2ce',
  'passed_step1',
  'passed_step2ck',
  'passed_step3',
  'no_residency',
  'no_own_patients',
  'failed_twice',
  'past_cycle',
  'past_two_cycles',
  'only_observed',
  'told_no_letters',
  'no_interview_there',
  'never_met',
  'never_rotated',
  'nothing_from_them',
  'they_asked',
]);
export type ToneFact = z.infer<typeof toneFactSchema>;

const idSchema = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);
const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);
const textSchema = z.string().min(1).max(700);

/** What a finding says. */
export const sayingSchema = z.strictObject({
  severity: severitySchema,
  why: words(200),
  better: words(240),
});
export type Saying = z.infer<typeof sayingSchema>;

/** One way of going wrong, with its words and its own tests in one place. */
export const toneRuleSchema = sayingSchema.extend({
  id: idSchema,
  match: z.array(phrasePatternSchema).min(1),
  /** What cancels it when it is in the same sentence. */
  unless: z.array(phrasePatternSchema).default([]),
  /** Only in texts of these kinds, or in all except these. */
  kinds: z.array(draftKindSchema).default([]),
  not_kinds: z.array(draftKindSchema).default([]),
  /** Only in a question, or only in a statement. */
  asks: z.boolean().nullable().default(null),
  /** It applies only if the record says all of these. */
  when: z.array(toneFactSchema).default([]),
  /** It also applies if it is denied, in someone's quoted words, or reported as something that someone else said. */
  also: z.array(z.enum(['denied', 'quoted', 'reported'])).default([]),
  /** Texts in which it must be found, and texts in which it must not. */
  takes: z.array(textSchema).min(1),
  leaves: z.array(textSchema).default([]),
});
export type ToneRule = z.infer<typeof toneRuleSchema>;

/** One file of `tone/`: rules of one category, and word classes that every file may use. */
export const toneFileSchema = z.strictObject({
  category: categorySchema.optional(),
  words: z.record(nameSchema, z.array(phrasePatternSchema).min(1)).default({}),
  rules: z.array(toneRuleSchema).default([]),
});
export type ToneFile = z.infer<typeof toneFileSchema>;

/** `tone_weights.yaml`, written by `npm run train:tone`: from `threshold` on a stretch is found without any rule. */
export const toneWeightsSchema = z.record(
  softSchema,
  modelSchema.extend({
    /** Below it the model contradicts a rule. */
    doubt: z.number(),
  }),
);
export type ToneWeights = z.infer<typeof toneWeightsSchema>;
