import { z } from 'zod';
import { sentenceWith } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { attemptSchema, examSchema } from '#core/record/profile.ts';
import { practiceSchema } from '#core/record/story.ts';
import { strictly } from '#core/strict.ts';

/** Words as `fold` writes them, with a space between letters and figures: "uwsa 2". */
const wordSchema = z
  .string()
  .regex(/^[a-z0-9 -]+$/, 'small letters and figures')
  .max(40);

/**
 * `score`: on the scale of the exam itself. `equated`: a percentage made comparable between forms. `percent`: the share that
 * was right. `own`: a scale that only this one has.
 */
export const scaleSchema = z.enum(['score', 'equated', 'percent', 'own']);
export type Scale = z.infer<typeof scaleSchema>;

const practiceSourceSchema = z
  .strictObject({
    id: slugSchema,
    exams: z.array(examSchema).min(1),
    label: words(40),
    /** How it is named in the record, with the number of the form behind it: "NBME 12". */
    form: z.string().min(1).max(30),
    /** What people type for it. */
    words: z.array(wordSchema).min(1),
    scale: scaleSchema,
    least: z.int().min(0),
    most: z.int().max(999),
    /** Said where one of its scores is logged. */
    caution: words(240).optional(),
    source: citationSchema,
  })
  .refine(({ least, most }) => least < most, 'the least is not below the most');
export type PracticeSource = z.infer<typeof practiceSourceSchema>;

const byFamily = z.strictObject({ usmle: z.int().min(0), comlex: z.int().min(0) });

/** What a "ready" needs. Our own reading: nobody publishes it. */
const ruleSchema = z.strictObject({
  /** So many of the latest on the exam's scale have to be this far above the mark. */
  latest: z.int().min(1).max(5),
  above: byFamily,
  /** What is older than so many weeks no longer counts. */
  weeks: z.int().min(1).max(52),
  /** At least so many of them timed and in one sitting. */
  as_exam: z.int().min(0).max(5),
});
export type ReadinessRule = z.infer<typeof ruleSchema>;

const BLANKS = ['exam', 'mark', 'line', 'above', 'latest', 'weeks', 'have', 'scores', 'as_exam'] as const;
const says = sentenceWith(BLANKS);

export const pointSchema = z.enum([
  'above',
  'below',
  'few',
  'old',
  'not_as_exam',
  'no_mark',
  'percent_only',
  'none',
  'failed_before',
  'mark_provisional',
  'passed',
  'exhausted',
  'settle_score',
  'settle_fresh',
  'settle_as_exam',
  'settle_report',
  'settle_above',
  'settle_keep',
]);
export type PointKey = z.infer<typeof pointSchema>;

const readinessExampleSchema = z.strictObject({
  is: z.string().min(1),
  exam: examSchema,
  exams: z.array(strictly(attemptSchema)).default([]),
  practice: z.array(strictly(practiceSchema)).default([]),
  at: z.iso.datetime({ offset: true }),
  verdict: z.enum(['ready', 'not_yet', 'cannot_say']),
});

const aboutMoving = z.strictObject({ says: words(240), source: citationSchema });

/** Practice exams, what their scores are worth, and when to sit. From `practice.yaml`. */
export const practiceRulesSchema = z.strictObject({
  /** By what words a line names an exam. */
  exams: z.array(z.strictObject({ as: examSchema, words: z.array(wordSchema).min(1) })).min(1),
  sources: z.array(practiceSourceSchema).min(1),
  /** How a line says that a practice exam was taken as on the day, or not. */
  as_exam: z.array(z.strictObject({ as: z.boolean(), words: z.array(wordSchema).min(1) })).min(1),
  trend: z.strictObject({
    /** Days with a score on one scale; fewer show no trend. */
    least: z.int().min(3),
    /** The latest that are read. */
    most: z.int().max(60),
    /** How sure the band is meant to be; with few points it is less, and says so. */
    confidence: z.number().gt(0).lt(1),
    /** The usual error of one score: the band is never narrower. */
    error: z.strictObject({ usmle: z.int().min(0), comlex: z.int().min(0), other: z.int().min(0) }),
    /** With fewer scores than this, it is called a first impression. */
    few: z.int().min(3),
    source: citationSchema,
    also: citationSchema,
  }),
  readiness: z.strictObject({
    rule: ruleSchema,
    /** The same after a failed sitting of that exam. */
    after_failure: ruleSchema,
    source: citationSchema,
    /** A published figure that the rule rests on. */
    also: citationSchema.optional(),
    says: z.record(pointSchema, says),
    examples: z.array(readinessExampleSchema).min(1),
  }),
  agreement: z.strictObject({
    /** The rule is not made, and not made easier, within so many days of the exam. */
    calm_days: z.int().min(1),
    /** The decision is made so many days before the exam. */
    decides_before: z.int().min(1),
    /** It says so many days before its day that it cannot be decided yet. */
    warns_before: z.int().min(1),
    /** The rule is not changed within so many days of its own day. */
    fixed_before: z.int().min(1),
    source: citationSchema,
    /** What comes next where the rule says sit. */
    sit: z.array(words(240)).min(1),
    /** How an exam is moved, by family. */
    move: z.strictObject({ usmle: z.array(aboutMoving).min(1), comlex: z.array(aboutMoving).min(1) }),
  }),
});
export type PracticeRules = z.infer<typeof practiceRulesSchema>;
