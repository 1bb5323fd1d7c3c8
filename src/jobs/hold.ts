import type { Job } from 'bullmq';

/** Another worker has taken this job over meanwhile, or may have. */
export class JobLostError extends Error {
  override readonly name = 'JobLostError';
}

/**
 * Makes sure that nobody else has taken a job over: a worker that stood still, or waited for a Redis that did, comes
 * back with jobs in hand that another one has finished.
 * @param lockMs how long the worker's locks last
 * @throws {JobLostError}
 */
export async function keepHold(job: Job, token: string | undefined, lockMs: number): Promise<void> {
  // Our clock said `processedOn` before the lock was taken; behind that it has been set.
  const age = Date.now() - (job.processedOn ?? 0);
  if (age >= 0 && age < lockMs / 2) return;
  const asked = performance.now();
  const isHeld = (await job.extendLock(token ?? '', lockMs)) === 1;
  // An answer that was read late says nothing about now.
  if (!isHeld || performance.now() - asked > lockMs / 2)
    throw new JobLostError('another worker may have this job');
}
