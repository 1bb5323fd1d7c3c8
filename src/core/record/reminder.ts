import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { platformSchema } from '#core/platform.ts';
import { allowedSchema } from '#core/record/allowed.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { instantSchema } from '#core/time/instant.ts';
import { ruleSchema } from '#core/time/rule.ts';
import { timeOfDaySchema, wallSchema } from '#core/time/wall.ts';

/** The state of one occurrence. Delivering it never changes the time that it was planned for. */
export const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({
    kind: z.literal('claimed'),
    delivery: idSchema,
    platform: platformSchema,
    at: instantSchema,
    early: z.boolean(),
  }),
  z.object({ kind: z.literal('sent'), platform: platformSchema, at: instantSchema, lateMs: z.int() }),
  /** Nothing could be reached: said at the person's next visit. `showingSince`: an answer that says it is on its way. */
  z.object({ kind: z.literal('held'), at: instantSchema, showingSince: instantSchema.optional() }),
  z.object({ kind: z.literal('done'), at: instantSchema }),
  z.object({ kind: z.literal('skipped'), at: instantSchema }),
]);
export type ReminderState = z.infer<typeof stateSchema>;

/** The most characters in a reminder in a person's own words. */
export const MOST_WORDS = 200;

/** What a reminder is about. Its words are looked up when it is sent, so they are never out of date. */
export const aboutSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.string() }),
  /** A moment of Match Week. `instant` is the time in the season file, kept to notice a corrected date. */
  z.object({
    kind: z.literal('soap'),
    year: z.int(),
    moment: z.string().max(40),
    instant: instantSchema,
  }),
  /** The evening question about a day's promises. */
  z.object({ kind: z.literal('evening'), on: z.iso.date() }),
  /** The next message to somebody who has not answered. Who and when follow from the log and the rules. */
  z.object({
    kind: z.literal('followup'),
    contact: idSchema,
    what: draftKindSchema,
    /** When what it follows was said. */
    after: instantSchema,
    /** The day that the rules gave, in the person's zone; kept to notice that it changes. */
    on: z.iso.date(),
  }),
  /** The question how a day of study went. Whether and when it comes follows from the log of study. */
  z.object({ kind: z.literal('check'), on: z.iso.date() }),
  /** The look back on a week of study; \`on\` is its last day. */
  z.object({ kind: z.literal('studyweek'), on: z.iso.date() }),
  /** An interview: the evening before, an hour before, and how it was. */
  z.object({
    kind: z.literal('interview'),
    interview: idSchema,
    what: z.enum(['day_before', 'hour_before', 'after']),
    /** Its day, hour and zone; kept to notice that they change. */
    of: z.string().max(100),
  }),
  /** Interview questions that are due again. `on`: the day on which they are. */
  z.object({ kind: z.literal('practice'), on: z.iso.date() }),
  /** The rule for sitting or moving an exam, on its day or a week ahead. What it says follows from the scores. */
  z.object({
    kind: z.literal('agreement'),
    entry: idSchema,
    stage: z.enum(['ahead', 'day']),
    on: z.iso.date(),
  }),
  /** Something in the person's own words. */
  z.object({
    kind: z.literal('own'),
    text: z.string().min(1).max(MOST_WORDS),
    allowed: allowedSchema.optional(),
  }),
]);

type About = z.infer<typeof aboutSchema>;
export type KindName = About['kind'];

export type AboutOf<K extends KindName> = Extract<About, { kind: K }>;

/** How a reminder repeats. Answering or moving one occurrence never changes the series. */
export const seriesSchema = z.object({
  rule: ruleSchema,
  /** The time of day of the series, as opposed to that of a moved occurrence. */
  time: timeOfDaySchema,
  /** The first day. Intervals such as "every 2 weeks" are counted from it. */
  from: z.iso.date(),
  /** The day of the occurrence that is waiting. */
  on: z.iso.date(),
  /** The reminder of the previous occurrence. */
  before: idSchema.nullable(),
});
export type Series = z.infer<typeof seriesSchema>;

export const reminderSchema = z.object({
  id: idSchema,
  /** Changes with the time, which voids alarms that have the old one. It is the job id of the alarm. */
  revision: idSchema,
  about: aboutSchema,
  /** The planned time, wall clock in the person's zone. */
  at: wallSchema,
  /** Where it was snoozed to. The planned time stays as it is. */
  snoozedTo: wallSchema.nullable(),
  /** When that time is due, to the second, if it was said as elapsed time ("in an hour"): it moves with no clock or zone. */
  instant: instantSchema.optional(),
  urgency: z.enum(['soap', 'normal']),
  state: stateSchema,
  /** True: useless after its time, so quiet hours bring it forward instead of delaying it. */
  deadline: z.boolean().optional(),
  /** Absent: it comes once. */
  series: seriesSchema.optional(),
});
export type Reminder = z.infer<typeof reminderSchema>;
