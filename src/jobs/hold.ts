import { DelayedError, type Job, Worker } from 'bullmq';
import type { PlatformQueue } from '#jobs/queues.ts';

/** Another worker has taken over this job, or may have. */
export class JobLostError extends Error {
  override readonly name = 'JobLostError';
}

/** A job that a worker is running, and what the worker may do with it besides finishing or failing. */
export interface HeldJob<Data> {
  /** Makes sure that no other worker has taken over the job. @throws {JobLostError} */
  keep(): Promise<void>;
  /** Changes the data for the next run. */
  change(data: Data): Promise<void>;
  /** Ends this run and runs the job again after `ms`. */
  later(ms: number): Promise<never>;
  /** Ends this run and pauses all jobs of the platform for `ms`, in every process. */
  restAll(ms: number): Promise<never>;
}

/**
 * @param token the lock token of the worker that has the job
 * @param lockMs how long the worker's locks last
 */
export function holdJob<Data>(
  job: Job<Data>,
  token: string | undefined,
  { queue, lockMs }: { readonly queue: PlatformQueue; readonly lockMs: number },
): HeldJob<Data> {
  return {
    keep: () => keepHold(job, token, lockMs),
    change: (data) => job.updateData(data),
    // BullMQ uses the machine's clock, which may differ from ours, so callers pass a duration, not an instant.
    later: async (ms) => {
      await job.moveToDelayed(Date.now() + ms, token);
      throw new DelayedError();
    },
    restAll: async (ms) => {
      await queue.rateLimit(ms);
      throw Worker.RateLimitError();
    },
  };
}

/**
 * A worker that froze, or waited for a frozen Redis, may still hold jobs that another worker has finished.
 * @throws {JobLostError}
 */
async function keepHold(
  job: Pick<Job, 'processedOn' | 'extendLock'>,
  token: string | undefined,
  lockMs: number,
): Promise<void> {
  // `processedOn` was set before the lock was taken. A clock that has been set back makes the age negative.
  const age = Date.now() - (job.processedOn ?? 0);
  if (age >= 0 && age < lockMs / 2) return;
  const asked = performance.now();
  const isHeld = (await job.extendLock(token ?? '', lockMs)) === 1;
  // An answer that arrived late says nothing about the present.
  if (!isHeld || performance.now() - asked > lockMs / 2)
    throw new JobLostError('another worker may have this job');
}
