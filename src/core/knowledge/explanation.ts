import { z } from 'zod';
import { phrasePatternSchema } from '#core/knowledge/phrase-pattern.ts';
import { sentenceWith } from '#core/knowledge/sentence.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

/** The four parts of an explanation of a failed exam, in their order. */
export const PARTS = ['own', 'cause', 'changes', 'plan'] as const;
export type Part = (typeof PARTS)[number];

/** What weakens an explanation; the first three concern wording. */
export const WORDED = ['drama', 'excuse', 'vague'] as const;
export const PROBLEMS = [...WORDED, 'no-numbers', 'no-date', 'contradicts-record', 'too-long'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What a clause may say. `…_maybe` decides only if nothing else does. */
const SIGNS = [
  ...PARTS,
  'own_maybe',
  'cause_maybe',
  'changes_maybe',
  'plan_maybe',
  'hidden',
  'retake',
  'booked',
  'passed',
  'scored',
  'practice',
  'concrete',
] as const;
export type Sign = (typeof SIGNS)[number] | (typeof WORDED)[number];

/** What a text can claim that contradicts the record. */
const CLAIMS = [
  'not_failed',
  'attempt',
  'hidden_attempt',
  'next_attempt',
  'sat_on',
  'score',
  'practice',
  'form',
  'passed',
  'passed_attempt',
  'retake_passed',
  'retake_booked',
  'retake_unbooked',
  'retake_legal',
  'retake_past',
  'retake_used_up',
] as const;
export type FalseClaim = (typeof CLAIMS)[number];

const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);
const textSchema = z.string().min(1).max(600);

const phraseSchema = phrasePatternSchema.refine(
  (written) => !/\([^ ()]*@/.test(written),
  'write @class/word, not (@class|word)',
);
const phrasesSchema = z.array(phraseSchema).min(1);

const signSchema = z.strictObject({
  match: phrasesSchema,
  /** Texts in which it must be found, and texts in which it must not. */
  takes: z.array(textSchema).min(1),
  leaves: z.array(textSchema).default([]),
});
const wordedSchema = signSchema.extend({
  /** It does not count if one of these is in the same sentence. */
  unless: z.array(phraseSchema).default([]),
  why: words(600),
  better: words(600),
});

const shareSchema = z.number().min(0).max(1);
const wordsSchema = z.array(z.string().regex(/^[a-z0-9]{1,20}$/)).min(1);

/** How an explanation is read. From `explanation.yaml`. */
export const explanationRulesSchema = z.strictObject({
  /** The share of the words that each part should have. */
  target: z.record(z.enum(PARTS), shareSchema),
  source: citationSchema,
  /** How many sentences it has when written. */
  sentences: z.strictObject({ least: z.int().min(1), most: z.int().min(1) }),
  /** Above any of these it is too long. */
  too_long: z.strictObject({ sentences: z.int().min(1), words: z.int().min(1) }),
  words_a_minute: z.int().min(60).max(300),
  /** One word for several: `ive: i have`. */
  short: z.record(z.string().regex(/^[a-z0-9]+$/), z.string().regex(/^[a-z0-9]+( [a-z0-9]+)*$/)),
  /**
   * Where one part may end and the next begin. A clause that opens with one of `opens` ends before one of `mains`;
   * `joins_before` join only if one of those follows.
   */
  joins: wordsSchema,
  joins_before: wordsSchema,
  opens: wordsSchema,
  mains: wordsSchema,
  words: z.record(nameSchema, phrasesSchema),
  signs: z.record(z.enum(SIGNS), signSchema),
  weak: z.record(z.enum(WORDED), wordedSchema),
  /** How the first, second … sitting is named, and one, two … failures. */
  attempts: z.array(phrasesSchema).min(1),
  counts: z.array(phrasesSchema).min(1),
  /** `{{told}}`: what the text says, `{{record}}`: what the record has. */
  against: z.record(
    z.enum(CLAIMS),
    z.strictObject({ why: sentenceWith(['told', 'record']), better: words(600) }),
  ),
  missing: z.record(z.enum(PARTS), words(600)),
  better: z.record(z.enum(['no-numbers', 'no-date', 'too-long']), words(600)),
});
export type ExplanationRules = z.infer<typeof explanationRulesSchema>;
