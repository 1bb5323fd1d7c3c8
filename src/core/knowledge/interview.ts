import { z } from 'zod';
import { phrasePatternSchema } from '#core/knowledge/phrase-pattern.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { categorySchema, severitySchema } from '#core/knowledge/tone.ts';
import { words } from '#core/knowledge/words.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { zoneSchema } from '#core/time/zone.ts';

const phraseSchema = phrasePatternSchema
  .refine((written) => !/\([^ ()]*@/.test(written), 'write @class/word, not (@class|word)')
  .refine((written) => !/(?:\.\.|~)\d\d/.test(written), 'a gap has one digit');
const phrasesSchema = z.array(phraseSchema).min(1);
const textSchema = z.string().min(1).max(900);
/** Answers in which it must be found, and answers in which it must not. */
const tried = { takes: z.array(textSchema).min(1), leaves: z.array(textSchema).default([]) };

/** What a question is about. A mock never asks two of one kind. */
export const questionKindSchema = z.enum([
  'self',
  'exam',
  'setback',
  'fit',
  'story',
  'plans',
  'practical',
  'off_limits',
  'closing',
]);
export type QuestionKind = z.infer<typeof questionKindSchema>;

/** What a record must say for a program to ask. */
export const askedOfSchema = z.enum(['failed_exam', 'past_cycle', 'needs_visa']);
export type AskedOf = z.infer<typeof askedOfSchema>;

const partSchema = z.strictObject({
  id: slugSchema,
  name: words(60),
  /** What to say where it is missing. */
  better: words(240),
  /** A sentence that holds one of these has the part. Left out: it is read by `core/explanation`. */
  match: z.array(phraseSchema).default([]),
  unless: z.array(phraseSchema).default([]),
  /** The sentence must also name something that not every applicant could say: a name or a number. */
  specific: z.boolean().default(false),
  takes: z.array(textSchema).default([]),
  leaves: z.array(textSchema).default([]),
});
export type PartRule = z.infer<typeof partSchema>;

export const questionSchema = z
  .strictObject({
    id: slugSchema,
    kind: questionKindSchema,
    asks: words(200),
    /** How to build the answer. */
    how: words(500),
    /** How long it takes to say. */
    seconds: z
      .strictObject({ least: z.int().min(5), most: z.int().min(10).max(300) })
      .refine(({ least, most }) => least < most, 'the least is not less than the most'),
    /** Whom programs ask; empty: everybody. */
    asked_of: z.array(askedOfSchema).default([]),
    /** Lower ones are practised first. */
    weight: z.int().min(1).max(5).default(3),
    /** The rules of tone by which it is read. */
    reads_as: draftKindSchema.default('statement'),
    /** Rules of tone, by id, for what is no fault in this answer. */
    allows: z.array(slugSchema).default([]),
    parts: z.array(partSchema).min(1).max(6),
    /** How many of the parts it needs; left out: all of them. */
    needs: z.int().min(1).max(6).optional(),
    source: citationSchema,
  })
  .refine(({ needs, parts }) => (needs ?? 0) <= parts.length, 'needs more parts than it has');
export type InterviewQuestion = z.infer<typeof questionSchema>;

/** A story in the wrong place, or words that anybody could say. */
const checkSchema = z.strictObject({
  id: slugSchema,
  category: z.enum(['wrong-story', ...categorySchema.options]),
  severity: severitySchema,
  /** The questions whose answers are read for it; empty: all. */
  questions: z.array(slugSchema).default([]),
  match: phrasesSchema,
  unless: z.array(phraseSchema).default([]),
  /** It does not count in a sentence that says something of its own: a name or a number. */
  unless_specific: z.boolean().default(false),
  why: words(240),
  better: words(240),
  ...tried,
});
export type InterviewCheck = z.infer<typeof checkSchema>;

/** A file of `interview/`: questions that programs ask, and how an answer is read. */
export const interviewFileSchema = z.strictObject({
  /** Classes of words, for the patterns of every file. */
  words: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,30}$/), phrasesSchema).default({}),
  questions: z.array(questionSchema).default([]),
  checks: z.array(checkSchema).default([]),
});
export type InterviewFile = z.infer<typeof interviewFileSchema>;

export const formatSchema = z.enum(['video', 'phone', 'in_person']);
export type Format = z.infer<typeof formatSchema>;

const remarkSchema = z.strictObject({ why: words(240), better: words(240) });

/** `interview_rules.yaml`: pace, practice and the day itself. */
export const interviewRulesSchema = z.strictObject({
  words_a_minute: z.int().min(80).max(220),
  /** Seconds above the limit that nobody would notice. */
  grace: z.int().min(0).max(30),
  too_long: remarkSchema,
  few_parts: remarkSchema,
  /** What an explanation of an exam may lack. */
  exam: z.strictObject({ 'no-numbers': remarkSchema, 'no-date': remarkSchema }),
  practice: z.strictObject({
    /** The share of answers that should still come easily when they are due. */
    retention: z.number().min(0.7).max(0.97),
    /** Between two practices of one question, where no interview is near. */
    most_days: z.int().min(1).max(365),
    mock: z.int().min(3).max(7),
    source: citationSchema,
  }),
  /** What zones are called in an invitation. */
  zones: z.record(z.string().regex(/^[a-z]{2,10}$/), zoneSchema),
  formats: z.record(formatSchema, z.array(z.string().regex(/^[a-z -]{2,30}$/)).min(1)),
  /** The evening before: for every interview, and by its format. */
  prepare: z.strictObject({
    always: z.array(words(160)).min(1).max(5),
    video: z.array(words(160)).max(4),
    phone: z.array(words(160)).max(4),
    in_person: z.array(words(160)).max(4),
  }),
  /** The hour before. */
  last_hour: words(300),
  source: citationSchema,
});
export type InterviewRules = z.infer<typeof interviewRulesSchema>;
