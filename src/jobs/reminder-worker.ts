import { type Job, Worker } from 'bullmq';
import { type HeldJob, holdJob } from '#jobs/hold.ts';
import { type LastingWorker, startLastingWorker } from '#jobs/lasting-worker.ts';
import { isJobName, JOBS, type JobName, type Payloads } from '#jobs/payloads.ts';
import { type Locks, QUEUE_PREFIX, queueName } from '#jobs/queues.ts';
import { type Bell, ring } from '#jobs/ring.ts';
import type { RedisClient } from '#store/redis.ts';

/** BullMQ can only pause a queue that has a limiter. This one never limits; `rate` does. */
const NO_LIMIT = { max: Number.MAX_SAFE_INTEGER - 1, duration: 1000 } as const;
/** How long a silent worker keeps its jobs. */
const LOCK_MS = 30_000;
/** How long a job from a newer version waits before another worker may try it. */
const UNKNOWN_MS = 60_000;

export interface ReminderWorkerOptions extends Bell {
  readonly connection: RedisClient;
  readonly locks?: Locks;
}

type Handlers = {
  readonly [N in JobName]: (data: Payloads[N], job: HeldJob<Payloads[N]>) => Promise<void>;
};

/** Runs the jobs of one platform, each with the handler for its name. */
export function startReminderWorker(options: ReminderWorkerOptions): LastingWorker {
  const { connection, locks, queues, sender, log } = options;
  const { platform } = sender;
  const lockMs = locks?.lockDuration ?? LOCK_MS;
  const handlers: Handlers = { alarm: (alarm, job) => ring(alarm, job, options) };

  async function run(job: Job<Payloads[JobName]>, token: string | undefined): Promise<void> {
    const held = holdJob(job, token, { queue: queues.of(platform), lockMs });
    if (!isJobName(job.name)) return held.later(UNKNOWN_MS);
    await handle(handlers, job.name, job.data, held);
  }

  return startLastingWorker(connection, () => {
    const worker = new Worker<Payloads[JobName]>(queueName(platform), run, {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency: 20,
      limiter: NO_LIMIT,
      ...locks,
      lockDuration: lockMs,
    });
    worker.on('error', (error) => log.warn({ platform, err: error }, 'reminder worker error'));
    worker.on('failed', (job, error) => log.warn({ platform, job: job?.id, err: error }, 'job failed'));
    return worker;
  });
}

function handle<N extends JobName>(
  handlers: Handlers,
  name: N,
  data: unknown,
  job: HeldJob<Payloads[N]>,
): Promise<void> {
  return handlers[name](JOBS[name].schema.parse(data), job);
}
