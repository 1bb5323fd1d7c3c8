import { z } from 'zod';
import { textWith } from '#core/knowledge/sentence.ts';
import { SLOT_SOURCES } from '#core/knowledge/slots.ts';
import { asWords, words } from '#core/knowledge/words.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';

export const slotNameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/);

/** One thing that a template needs to know. */
export const slotSchema = z.strictObject({
  /** What is shown in square brackets while it is missing. */
  label: asWords(
    z
      .string()
      .regex(/^[^[\]]+$/, 'a label holds no square brackets')
      .max(80),
  ),
  /** How to answer it. */
  hint: words(240),
  /** The maximum number of characters in an answer. */
  most: z.int().min(1).max(1_200),
  /** `phrase`: part of a sentence. `sentence`: one or more whole sentences. `list`: one item a line. */
  form: z.enum(['phrase', 'sentence', 'list']).default('phrase'),
  /** Absent: only an answer fills it. */
  from: z.enum(SLOT_SOURCES).optional(),
  /** If it is missing, its part of the text is left out and no blank shows. */
  optional: z.boolean().default(false),
});
export type Slot = z.infer<typeof slotSchema>;

export const audienceSchema = z.enum([
  'program',
  'attending',
  'mentor',
  'school',
  'department',
  'committee',
  'interviewer',
  'family',
  'public',
]);
export const channelSchema = z.enum(['mail', 'spoken', 'application', 'handout', 'post']);

/** What to ask the rule gate before a text of a kind is sent. */
export const GATE_ACTIONS = [
  'contact_program',
  'reply_to_program',
  'thank_program',
  'withdraw_application',
  'ask_letter_writer',
  'ask_mentor',
  'ask_school',
  'contact_place',
] as const;

const draftTypeSchema = z
  .strictObject({
    title: words(60),
    purpose: words(240),
    audience: audienceSchema,
    channel: channelSchema,
    /** The minimum and maximum number of words in a finished text, without its subject. */
    words: z.strictObject({ least: z.int().min(1), most: z.int().min(1) }),
    /** Empty: it is not sent to anyone on its own. All of them have to be allowed. */
    gate: z.array(z.enum(GATE_ACTIONS)).max(2),
    addressee: z.enum(['program', 'person', 'none']),
    subject: z.boolean(),
    signed: z.boolean(),
  })
  .refine(({ words }) => words.least < words.most, 'the least number of words is not below the most');
export type DraftType = z.infer<typeof draftTypeSchema>;

const dated = (...blanks: readonly string[]) => textWith(blanks, 120);

/** Phrases put together from facts, in the form they take in the middle of a sentence. */
const phrasesSchema = z.strictObject({
  on_day: dated('date'),
  in_month: dated('date'),
  in_year: dated('date'),
  earlier_season: dated(),
  failed_once: dated('exam', 'attempt'),
  failed_more: dated('exam', 'times'),
  then_passed: dated('when'),
  then_passed_undated: dated(),
  then_retake: dated('when'),
  then_retake_undated: dated(),
  then_pending: dated(),
  passed: dated('exam', 'when'),
  passed_undated: dated('exam'),
  passed_score: dated('passed', 'score'),
  retake: dated('exam', 'when'),
  retake_undated: dated('exam'),
  pending: dated('exam'),
  practice_rise: dated('first', 'first_form', 'last', 'last_form'),
  practice_one: dated('last', 'last_form'),
  since: dated('what', 'date'),
  ongoing_since: dated('date'),
  from_to: dated('from', 'to'),
  until: dated('date'),
  at: dated('where', 'dates'),
  worked: dated('where', 'dates'),
  has_worked: dated('where', 'dates'),
  months_one: dated('count'),
  months_other: dated('count'),
  graduated: dated('school', 'year'),
  graduating: dated('school', 'year'),
  school_abroad: dated('school', 'country'),
  attempts: z.array(z.string().min(1)).length(6),
  times: z.array(z.string().min(1)).length(6),
  outcomes: z.strictObject({
    unmatched: dated(),
    no_rank_list: dated(),
    prelim_only: dated(),
    advanced_only: dated(),
  }),
  aims: z.strictObject({
    now: dated('training'),
    again_now: dated('training'),
    again_later: dated('training'),
    first_year: dated(),
  }),
  contact: z.strictObject({ interviewed: dated(), conversation: dated(), rotated: dated() }),
  work: z.strictObject({
    hands_on: dated(),
    observing: dated(),
    clinical_work: dated(),
    research: dated(),
    other: dated(),
  }),
  results: z.strictObject({
    pass: dated('attempt'),
    fail: dated('attempt'),
    pending: dated(),
    scheduled: dated(),
    incomplete: dated('attempt'),
  }),
  score: dated('score'),
});
export type Phrases = z.infer<typeof phrasesSchema>;

/** Kinds of text, the slots that several templates share, and how facts are put into words. From `drafts.yaml`. */
export const draftsSchema = z.strictObject({
  kinds: z.record(draftKindSchema, draftTypeSchema),
  slots: z.record(slotNameSchema, slotSchema),
  phrases: phrasesSchema,
  /** Words, or stems that end with a star, by the kind of cause they describe. */
  causes: z.record(slotNameSchema, z.array(z.string().regex(/^[a-z]+\*?$/)).min(1)),
  /**
   * By id from `specialties.yaml`: the name inside a sentence, and what people apply for; null if it is not a field.
   */
  fields: z.record(
    z.string(),
    z.strictObject({ field: z.string().min(1).max(60).nullable(), training: z.string().min(1).max(80) }),
  ),
});
export type Drafts = z.infer<typeof draftsSchema>;
