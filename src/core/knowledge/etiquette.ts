import { z } from 'zod';
import { patternSchema } from '#core/knowledge/pattern.ts';
import { eventKeySchema } from '#core/knowledge/season.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { correspondentKindSchema, correspondentSchema, knownSchema } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';
import { profileSchema } from '#core/record/profile.ts';
import { strictly } from '#core/strict.ts';

/** Why a message is not written, or not yet, beside the rules of the gate. */
export const etiquetteRuleIdSchema = z.enum([
  'not_for_them',
  'wants_none',
  'after_refusal',
  'would_not_train',
  'work_unknown',
  'feedback_unknown',
  'nothing_to_answer',
  'answered_already',
  'not_asked',
  'letter_doubtful',
  'letter_in',
  'letter_promised',
  'reminder_twice',
  'reminder_too_early',
  'request_once',
  'nothing_to_thank',
  'thanks_twice',
  'thanks_late',
  'answered',
  'too_often',
  'too_soon',
  'asked_later',
  'feedback_season',
  'enough_programs',
  'same_program',
]);
export type EtiquetteRuleId = z.infer<typeof etiquetteRuleIdSchema>;

/** How sure a rule is, as in DOMAIN: pages that agree (V3, V2), one official (O1) or unofficial one (S1), or our own advice. */
const confidenceSchema = z.enum(['V3', 'V2', 'O1', 'S1', 'house']);

/** A contact, a moment, and what has to be answered about one kind of message. */
export const etiquetteExampleSchema = z.strictObject({
  /** For rules that several kinds share; left out: the kind that the example stands under. */
  kind: sentKindSchema.optional(),
  contact: strictly(correspondentSchema.omit({ id: true })),
  /** Others who were written to. */
  others: z.array(strictly(correspondentSchema.omit({ id: true }))).default([]),
  profile: strictly(profileSchema).optional(),
  at: z.iso.datetime({ offset: true }),
  may: z.boolean(),
  earliest: z.iso.date().nullable(),
  latest: z.iso.date().nullable().optional(),
  /** Left out: the rule that the example stands under. */
  rule: slugSchema.optional(),
});
export type EtiquetteExample = z.infer<typeof etiquetteExampleSchema>;

const examplesSchema = z.array(etiquetteExampleSchema).min(1);

const momentSchema = z.strictObject({ event: eventKeySchema, days: z.int().min(-400).max(400).default(0) });

/** What makes a message possible at all, and from which on attempts are counted. */
const opensSchema = z.enum([
  /** Nothing has to come first; counted from the last time that they were heard of. */
  'anytime',
  /** The window of a season. */
  'season',
  /** Something that they said or wrote. */
  'message',
  /** What they wrote after they were asked for feedback. */
  'feedback',
  /** A request for a letter. */
  'request',
  /** A talk, a letter that came, or something that they wrote. */
  'talk',
]);

/** When one kind of message may be written. Days are days of the calendar in the person's zone. */
export const etiquetteKindSchema = z
  .strictObject({
    to: z.array(correspondentKindSchema).min(1),
    /** At least one of these, or a talk in the log; empty: whether or not they know each other. */
    known: z.array(knownSchema).default([]),
    /** Not to a doctor who knows the person in no other way than these; how they know each other not told: it may. */
    not_only: z.array(knownSchema).default([]),
    /** Only where the person would train; not told counts as yes. */
    would_train: z.boolean().default(false),
    /** Most programs in one season, one person in each; null: as many as there are. */
    programs: z.int().min(1).nullable().default(null),
    opens: opensSchema,
    /** Only in these days of a season. */
    window: z.strictObject({ from: momentSchema, until: momentSchema }).nullable().default(null),
    /** Most messages of this kind without an answer; null: as many as are needed. */
    attempts: z.int().min(1).nullable(),
    /** Days that lie between the last message of either side and this one. */
    apart_days: z.int().min(0).default(0),
    /** Days that lie between the last interview or meeting and this one. */
    after_talk_days: z.int().min(0).default(0),
    /** Only messages of the same kind count for `apart_days`. */
    apart_from_same: z.boolean().default(false),
    /** Days after an answer until a new message of this kind begins a new series; null: never. */
    again_days: z.int().min(0).nullable().default(null),
    /** Days after what opened it; null: no last day. Only to people of a program. */
    within_days: z.int().min(1).nullable().default(null),
    /** It asks for something, so that silence counts against the next one. */
    asks: z.boolean().default(false),
    /** It answers something, so that it may go to people who want no messages. */
    answers: z.boolean().default(false),
    /** It may follow a refusal. */
    after_refusal: z.boolean().default(false),
    /** What is said where nothing opens it, where it was sent often enough, and where it is too early. */
    unopened: etiquetteRuleIdSchema.default('nothing_to_answer'),
    spent: etiquetteRuleIdSchema.default('too_often'),
    early: etiquetteRuleIdSchema.default('too_soon'),
    /** What to keep to where it may be written. */
    says: words(200),
    source: citationSchema,
    confidence: confidenceSchema,
    examples: examplesSchema,
  })
  .refine(({ opens, window }) => (opens === 'season') === (window !== null), 'a season needs a window')
  .refine(({ programs, window }) => programs === null || window !== null, 'programs are counted in a window');
export type EtiquetteKind = z.infer<typeof etiquetteKindSchema>;

const ruleSchema = z.strictObject({
  says: words(200),
  /** What to do instead. */
  better: words(240),
  source: citationSchema,
  confidence: confidenceSchema,
  examples: examplesSchema,
});

const forgottenSchema = z.strictObject({ says: words(160), source: citationSchema });

/** A day of each year: the same date, or the nth of a weekday in a month. Monday is 1. */
const holidaySchema = z.union([
  z.strictObject({ id: slugSchema, month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
  z.strictObject({
    id: slugSchema,
    month: z.int().min(1).max(12),
    weekday: z.int().min(1).max(7),
    nth: z.union([z.int().min(1).max(4), z.literal('last')]),
  }),
]);
export type Holiday = z.infer<typeof holidaySchema>;

/** `etiquette.yaml`: who may be written to, how often, and when. */
export const etiquetteSchema = z.strictObject({
  /** Most messages that ask for something, of whatever kind, without a sign of life in between. */
  unanswered: z.int().min(1),
  /** Days of the week on which to write, Monday is 1: a reminder waits for one, nothing is forbidden on the others. */
  office_days: z.array(z.int().min(1).max(7)).min(1),
  /** Holidays on which offices are closed. `kept`: by how many days one on a weekend is moved. */
  holidays: z.strictObject({
    kept: z.strictObject({ saturday: z.int().min(-1).max(2), sunday: z.int().min(-2).max(1) }),
    days: z.array(holidaySchema),
    source: citationSchema,
  }),
  /** How many programs are asked for feedback. */
  feedback: z.strictObject({
    least: z.int().min(1),
    picked: z.strictObject({
      interviewed: words(120),
      conversation: words(120),
      rotated: words(120),
      asked: words(120),
      unsure: words(160),
    }),
    left: z.strictObject({ enough: words(120) }),
  }),
  /** People who are in danger of being forgotten. `{{name}}` is filled in. */
  forgotten: z.strictObject({
    after_days: z.int().min(1),
    match: forgottenSchema,
    letter: forgottenSchema,
    reply: forgottenSchema,
  }),
  /** What they said that asks for an answer, and what takes it back. */
  asked: z.strictObject({ is: z.array(patternSchema).min(1), is_not: z.array(patternSchema) }),
  kinds: z.record(sentKindSchema, etiquetteKindSchema),
  rules: z.record(etiquetteRuleIdSchema, ruleSchema),
});
export type Etiquette = z.infer<typeof etiquetteSchema>;
