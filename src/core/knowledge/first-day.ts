import { z } from 'zod';
import { taskRuleSchema } from '#core/knowledge/plans.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';

/** `first_day.yaml`: what the first 24 hours are for. */
export const firstDaySchema = z.strictObject({
  /** The hours to sleep when quiet hours are off or shorter than `least_hours`. */
  sleep: z.strictObject({
    least_hours: z.int().min(1).max(12),
    from: timeOfDaySchema,
    to: timeOfDaySchema,
    wind_down_minutes: z.int().min(0).max(240),
    source: citationSchema,
  }),
  items: z
    .array(
      taskRuleSchema.extend({
        /** Waking minutes after the previous item, or `wind_down`: shortly before the sleep window. */
        wait: z.union([z.int().min(0).max(600), z.literal('wind_down')]),
        /** Plan steps that say the same thing. Anyone who has this item does not get them too. */
        covers: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});
export type FirstDay = z.infer<typeof firstDaySchema>;
