import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { allowedSchema } from '#core/record/allowed.ts';
import { MORNING, timeOfDaySchema } from '#core/time/wall.ts';

export const stepSchema = z.object({
  id: idSchema,
  /** The key of the step in `config/knowledge/plans`, where its words come from. */
  key: z.string(),
  /** Planned day, `YYYY-MM-DD`, in the person's zone. */
  on: z.iso.date(),
  /** True when the day depends on a date that is not confirmed yet. */
  provisional: z.boolean(),
  /** `gone`: no longer in the plan, but kept so that a calendar can remove it. */
  state: z.enum(['open', 'done', 'dropped', 'gone']),
  /** `HH:mm` in the person's zone. Older records have null, or no value, for nine o'clock. */
  time: timeOfDaySchema.nullish().transform((time) => time ?? MORNING),
  /** Moved by hand: a new plan leaves it where it is. */
  moved: z.boolean().default(false),
  /** The last day on which it is worth doing, in the person's zone. Absent when there is none. */
  last: z.iso.date().optional(),
  /** The key of the step that decides whether this one will be needed at all. Absent when nothing is undecided. */
  hangsOn: z.string().max(40).optional(),
  /** Rises with every change of day, time or state, so that a calendar knows which version is newer. */
  revision: z.int().min(0).default(0),
});
export type Step = z.infer<typeof stepSchema>;

/** Twice the size of a plan, since steps that are done or gone stay for a while. */
export const MOST_STEPS = 120;

/** Study for the next exam, counted back from its day. */
export const studyLoadSchema = z.object({
  until: z.iso.date(),
  weeks: z.int().min(0),
  /** Hours a week. Fewer than the exam needs if there are too few weeks, or the person's life leaves too little room. */
  hours: z.int().min(0),
  enough: z.boolean(),
});
export type StudyLoad = z.infer<typeof studyLoadSchema>;

export const planSchema = z.object({
  madeAt: z.iso.datetime(),
  path: z.string(),
  study: studyLoadSchema.nullable().default(null),
  steps: z.array(stepSchema).max(MOST_STEPS),
});
export type Plan = z.infer<typeof planSchema>;

/** Tasks beside the plan: a first day, a shadow plan, steps in the person's own words, promises for a day. */
export const taskSchema = stepSchema.extend({
  set: z.enum(['first_day', 'shadow', 'own', 'today']),
  /** The person's own words and the people they named. Null: the words come from knowledge. */
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
