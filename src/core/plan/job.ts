import { z } from 'zod';
import { type Fact, factSchema } from '#core/assessment/profile.ts';
import { citationSchema } from '#core/source.ts';

export const JOB_POINTS = ['supervision', 'growth', 'letters', 'field'] as const;
export type JobPoint = (typeof JOB_POINTS)[number];

/** `job_screen.yaml`: what a year of work must have. */
export const jobScreenSchema = z.strictObject({
  points: z.record(
    z.enum(JOB_POINTS),
    z.strictObject({
      /** True when the job is not worth a year without it. */
      must: z.boolean(),
      holds: z.string().min(1).max(160),
      missing: z.string().min(1).max(160),
      /** What to ask before saying yes. */
      ask: z.string().min(1).max(160),
    }),
  ),
  source: citationSchema,
});
export type JobScreen = z.infer<typeof jobScreenSchema>;

export const jobAnswersSchema = z.object({
  supervision: factSchema,
  growth: factSchema,
  letters: factSchema,
  field: factSchema,
}) satisfies z.ZodType<Record<JobPoint, Fact>>;
export type JobAnswers = z.infer<typeof jobAnswersSchema>;

export interface JobVerdict {
  readonly verdict: 'good' | 'fair' | 'ask' | 'poor';
  readonly reasons: readonly { readonly holds: boolean | null; readonly text: string }[];
}

/** Judges a job for the gap year. A missing must decides against it, and an open question has to be answered before a yes. */
export function screenJob(answers: JobAnswers, { points }: JobScreen): JobVerdict {
  const reasons = JOB_POINTS.map((point) => {
    const { holds, missing, ask } = points[point];
    switch (answers[point]) {
      case 'yes':
        return { holds: true, text: holds };
      case 'no':
        return { holds: false, text: missing };
      case 'unknown':
        return { holds: null, text: ask };
      default:
        throw answers[point] satisfies never;
    }
  });
  const lacks = JOB_POINTS.some((point) => points[point].must && answers[point] === 'no');
  const isOpen = reasons.some(({ holds }) => holds === null);
  const isWhole = reasons.every(({ holds }) => holds === true);
  return { verdict: lacks ? 'poor' : isOpen ? 'ask' : isWhole ? 'good' : 'fair', reasons };
}
