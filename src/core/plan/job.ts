import { z } from 'zod';
import { JOB_POINTS, type JobPoint, type JobScreen } from '#core/knowledge/job-screen.ts';
import { type Fact, factSchema } from '#core/record/profile.ts';

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
