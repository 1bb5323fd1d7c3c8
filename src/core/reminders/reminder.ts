import { z } from 'zod';
import { allowedSchema } from '#core/gate/own-words.ts';
import { idSchema } from '#core/id.ts';
import { platformSchema } from '#core/platform.ts';
import { instantSchema } from '#core/time/instant.ts';
import { ruleSchema } from '#core/time/rule.ts';
import { timeOfDaySchema, wallSchema } from '#core/time/wall.ts';

/** Where one occurrence of a reminder stands. Its delivery never changes when the reminder is planned for. */
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

/** Characters of a reminder in a person's own words. */
export const MOST_WORDS = 200;

/** What a reminder is about. Its words come from there when it is sent, so that they are never out of date. */
export const aboutSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.string() }),
  /** A moment of Match Week. `instant` is where the season file had it, so that a corrected date is noticed. */
  z.object({
    kind: z.literal('soap'),
    year: z.int(),
    moment: z.string().max(40),
    instant: instantSchema,
  }),
  /** The look back at what somebody promised themselves for a day. */
  z.object({ kind: z.literal('evening'), on: z.iso.date() }),
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

/** A reminder that comes again. What becomes of one occurrence never changes it. */
export const seriesSchema = z.object({
  rule: ruleSchema,
  /** The series' own hour, wall clock. */
  time: timeOfDaySchema,
  /** Its first day, from which every N weeks are counted. */
  from: z.iso.date(),
  /** The day of the occurrence that waits. */
  on: z.iso.date(),
  /** The reminder that was the occurrence before. */
  before: idSchema.nullable(),
});
export type Series = z.infer<typeof seriesSchema>;

export const reminderSchema = z.object({
  id: idSchema,
  /** Changes whenever the time changes; an alarm with another revision is void. It is the alarm's job id. */
  revision: idSchema,
  about: aboutSchema,
  /** Planned wall-clock time, in the person's zone. */
  at: wallSchema,
  /** A snooze stands beside the planned time and never replaces it. */
  snoozedTo: wallSchema.nullable(),
  urgency: z.enum(['soap', 'normal']),
  state: stateSchema,
  /** True: too late after its time, so quiet hours bring it forward and never delay it. */
  deadline: z.boolean().optional(),
  /** Left out: it comes once. */
  series: seriesSchema.optional(),
});
export type Reminder = z.infer<typeof reminderSchema>;

/** The plan step that a reminder stands for, or null. */
export function stepOf({ about }: Reminder): string | null {
  return about.kind === 'step' ? about.step : null;
}
