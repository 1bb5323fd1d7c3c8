import { type ConnectionOptions, type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import type { Platform } from '#core/platform.ts';
import { idOf, type JobName, type Payloads, type QueuedJob, type Urgency } from '#jobs/payloads.ts';

/** The braces make a Redis Cluster keep each queue on one node. */
export const QUEUE_PREFIX = '{rematch}';
export const queueName = (platform: Platform): string => `remind-${platform}`;

/** BullMQ priorities: lower goes first. */
const PRIORITY: Readonly<Record<Urgency, number>> = { soap: 1, normal: 10 };

/** How much later than SOAP everything else at the same instant rings, so that SOAP is ahead in the queue. */
const BEHIND_SOAP_MS = 20;

/** How long a silent worker keeps its jobs, in milliseconds. Absent values are BullMQ's defaults. */
export type Locks = Pick<WorkerOptions, 'lockDuration' | 'stalledInterval'>;

/** Jobs are removed when they complete or fail: the record knows what is left to do, and the sweep queues it again. */
const COMMON: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 8,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.3 },
};

export type PlatformQueue = Queue<Payloads[JobName], void, JobName>;

/** One queue for each platform. */
export interface Queues {
  /** @throws {Error} for a platform that was not opened */
  of(platform: Platform): PlatformQueue;
  readonly all: readonly PlatformQueue[];
  /** Adds jobs in one round trip. A job that is already queued stays as it is. */
  add(platform: Platform, jobs: readonly QueuedJob[]): Promise<void>;
  /** Removes a job that is not running yet. One that is running finds that it is void. */
  drop(platform: Platform, id: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queues on a connection meant for producers, not workers. */
export function openQueues(
  connection: ConnectionOptions,
  platforms: readonly Platform[],
  log: Logger,
): Queues {
  const open = (platform: Platform): PlatformQueue => {
    const queue: PlatformQueue = new Queue(queueName(platform), { connection, prefix: QUEUE_PREFIX });
    queue.on('error', (error) => log.warn({ queue: queue.name, err: error }, 'queue error'));
    return queue;
  };
  const queues = new Map(platforms.map((platform) => [platform, open(platform)]));
  const all = [...queues.values()];
  const of = (platform: Platform): PlatformQueue => {
    const queue = queues.get(platform);
    if (!queue) throw new Error(`there is no queue for ${platform}`);
    return queue;
  };

  return {
    of,
    all,
    add: async (platform, jobs) => {
      if (jobs.length === 0) return;
      await of(platform).addBulk(
        jobs.map((job) => ({ name: job.name, data: job.data, opts: optionsOf(job) })),
      );
    },
    drop: async (platform, id) => {
      await of(platform).remove(id);
    },
    close: async () => {
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}

function optionsOf(job: QueuedJob): JobsOptions {
  const { urgency, delayMs } = job;
  const isBehind = delayMs > 0 && urgency !== 'soap';
  return {
    ...COMMON,
    jobId: idOf(job),
    priority: PRIORITY[urgency],
    delay: isBehind ? delayMs + BEHIND_SOAP_MS : delayMs,
  };
}
