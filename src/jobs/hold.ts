import { DelayedError, type Job, Worker } from 'bullmq';
import type { PlatformQueue } from '#jobs/queues.ts';

/** Another worker has taken this job over meanwhile, or may have. */
export class JobLostError extends Error {
  override readonly name = 'JobLostError';
}

/** A job in a worker's hands, and what can become of it besides ending well or badly. */
export interface HeldJob<Data> {
  /** Makes sure that no other worker has taken it over. @throws {JobLostError} */
  keep(): Promise<void>;
  /** Changes what it carries, for its next run. */
  change(data: Data): Promise<void>;
  /** Ends this run; the job runs again after this time. */
  later(ms: number): Promise<never>;
  /** Ends this run and lets all jobs of the platform rest, in every process. */
  restAll(ms: number): Promise<never>;
}

/**
 * @param token of the worker that has the job
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
    // BullMQ goes by the machine's time, whatever our clock says: it is told a span, never an instant.
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
 * A worker that stood still, or waited for a Redis that did, comes back with jobs in hand that another one has finished.
 * @throws {JobLostError}
 */
async function keepHold(
  job: Pick<Job, 'processedOn' | 'extendLock'>,
  token: string | undefined,
  lockMs: number,
): Promise<void> {
  // Our clock said `processedOn` before the lock was taken; behind that it has been set.
  const age = Date.now() - (job.processedOn ?? 0);
  if (age >= 0 && age < lockMs / 2) return;
  const asked = performance.now();
  const isHeld = (await job.extendLock(token ?? '', lockMs)) === 1;
  // An answer that was read late says nothing about now.
  if (!isHeld || performance.now() - asked > lockMs / 2)
    throw new JobLostError('another worker may have this job');
}
