import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

export const JOB_POINTS = ['supervision', 'growth', 'letters', 'field'] as const;
export type JobPoint = (typeof JOB_POINTS)[number];

/** `job_screen.yaml`: what a year of work must have. */
export const jobScreenSchema = z.strictObject({
  points: z.record(
    z.enum(JOB_POINTS),
    z.strictObject({
      /** True when the job is not worth a year without it. */
      must: z.boolean(),
      holds: words(160),
      missing: words(160),
      /** What to ask before saying yes. */
      ask: words(160),
    }),
  ),
  source: citationSchema,
});
export type JobScreen = z.infer<typeof jobScreenSchema>;
