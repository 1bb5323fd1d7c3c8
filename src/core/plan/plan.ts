import { z } from 'zod';
import { allowedSchema } from '#core/gate/own-words.ts';
import { idSchema } from '#core/id.ts';
import { MORNING, timeOfDaySchema } from '#core/time/wall.ts';

export const stepSchema = z.object({
  id: idSchema,
  /** Which step of `config/knowledge/plans` this is; its words come from there. */
  key: z.string(),
  /** Planned day, `YYYY-MM-DD`, in the person's zone. */
  on: z.iso.date(),
  /** True where the day hangs on a date that is not confirmed yet. */
  provisional: z.boolean(),
  /** `gone`: no longer part of the plan, kept so that a calendar learns it. */
  state: z.enum(['open', 'done', 'dropped', 'gone']),
  /** `HH:mm` in the person's zone. Older records have null, or nothing, for nine o'clock. */
  time: timeOfDaySchema.nullish().transform((time) => time ?? MORNING),
  /** Moved by hand: a new plan leaves it where it is. */
  moved: z.boolean().default(false),
  /** The last day on which it is worth anything, in the person's zone; left out where there is none. */
  last: z.iso.date().optional(),
  /** The key of the step that decides whether it can come to this at all; left out where nothing is open. */
  hangsOn: z.string().max(40).optional(),
  /** Rises with every change of day, time or state, so that a calendar knows which version is the newer. */
  revision: z.int().min(0).default(0),
});
export type Step = z.infer<typeof stepSchema>;

/** Twice what a plan has: what was done or is gone stays for a while. */
export const MOST_STEPS = 120;

/** Study for the next exam, counted back from its day. */
export const studySchema = z.object({
  until: z.iso.date(),
  weeks: z.int().min(0),
  /** Hours a week; less than the whole asks for where the weeks, or the life around them, do not hold it. */
  hours: z.int().min(0),
  enough: z.boolean(),
});
export type Study = z.infer<typeof studySchema>;

export const planSchema = z.object({
  madeAt: z.iso.datetime(),
  path: z.string(),
  study: studySchema.nullable().default(null),
  steps: z.array(stepSchema).max(MOST_STEPS),
});
export type Plan = z.infer<typeof planSchema>;

/** What stands beside the plan: a first day, a shadow plan, steps in a person's own words, promises for today. */
export const taskSchema = stepSchema.extend({
  set: z.enum(['first_day', 'shadow', 'own', 'today']),
  /** A person's own words, and whom they named; null: the words stand in knowledge. */
  own: z
    .object({
      what: z.string().min(1).max(200),
      who: z.string().min(1).max(60).nullable(),
      allowed: allowedSchema.optional(),
    })
    .nullable()
    .default(null),
});
export type Task = z.infer<typeof taskSchema>;
