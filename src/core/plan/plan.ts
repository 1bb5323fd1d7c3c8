import { z } from 'zod';
import { idSchema } from '#core/reminders/reminder.ts';

export const stepSchema = z.object({
  id: idSchema,
  /** Which step of `config/knowledge/plans` this is; its words come from there. */
  key: z.string(),
  /** Planned day, `YYYY-MM-DD`, in the person's zone. */
  on: z.iso.date(),
  /** True where the day hangs on a date that is not confirmed yet. */
  provisional: z.boolean(),
  state: z.enum(['open', 'done', 'dropped']),
});
export type Step = z.infer<typeof stepSchema>;

export const planSchema = z.object({
  madeAt: z.iso.datetime(),
  path: z.string(),
  steps: z.array(stepSchema).max(120),
});
export type Plan = z.infer<typeof planSchema>;
