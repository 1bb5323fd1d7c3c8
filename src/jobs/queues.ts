import { type ConnectionOptions, type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import type { Platform } from '#core/platform.ts';

/** In braces, so that a Redis Cluster keeps each queue on one node. */
export const QUEUE_PREFIX = '{rematch}';
export const queueName = (platform: Platform): string => `remind-${platform}`;

/** An alarm wakes the code that reads a record again. Ids only. */
export const alarmSchema = z.object({
  person: idSchema,
  /** Of the reminder that set it; also the name of the delivery that it claims. */
  revision: idSchema,
  early: z.boolean(),
  /** Its turn to open a stranger's chat has been reserved, and it has waited for it. */
  mayOpen: z.boolean().optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** BullMQ priorities: lower goes first. SOAP deadlines arrive before everything else. */
const PRIORITY = { soap: 1, normal: 10 } as const;
export type Urgency = keyof typeof PRIORITY;

/** How much later than SOAP everything else of the same instant rings, so that its deliveries are queued behind. */
const BEHIND_SOAP_MS = 20;

/** How long a silent worker keeps its jobs, in milliseconds; what is left out is as BullMQ has it. */
export type Locks = Pick<WorkerOptions, 'lockDuration' | 'stalledInterval'>;

/** Jobs vanish when they end, well or badly: the record knows what is still to do, and the sweep asks again. */
const COMMON: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 8,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.3 },
};

/** One queue of alarms a platform. */
export interface Queues {
  /** @throws {Error} for a platform that was not opened */
  of(platform: Platform): Queue<Alarm>;
  readonly all: readonly Queue<Alarm>[];
  /** An alarm's job has the name of its revision: set already, it stays as it is. `delayMs` 0: now. */
  add(platform: Platform, alarm: Alarm, urgency: Urgency, delayMs?: number): Promise<void>;
  /** Best effort: what is running already ends by itself. */
  drop(platform: Platform, revision: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queues on a connection for producers. */
export function openQueues(
  connection: ConnectionOptions,
  platforms: readonly Platform[],
  log: Logger,
): Queues {
  const open = (platform: Platform): Queue<Alarm> => {
    const queue = new Queue<Alarm>(queueName(platform), { connection, prefix: QUEUE_PREFIX });
    queue.on('error', (error) => log.warn({ queue: queue.name, err: error }, 'queue error'));
    return queue;
  };
  const queues = new Map(platforms.map((platform) => [platform, open(platform)]));
  const all = [...queues.values()];
  const of = (platform: Platform): Queue<Alarm> => {
    const queue = queues.get(platform);
    if (!queue) throw new Error(`there is no queue for ${platform}`);
    return queue;
  };

  return {
    of,
    all,
    add: async (platform, alarm, urgency, delayMs = 0) => {
      await of(platform).add('alarm', alarm, {
        ...COMMON,
        jobId: alarm.revision,
        priority: PRIORITY[urgency],
        delay: delayMs > 0 && urgency !== 'soap' ? delayMs + BEHIND_SOAP_MS : delayMs,
      });
    },
    drop: async (platform, revision) => {
      await of(platform).remove(revision);
    },
    close: async () => {
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}
