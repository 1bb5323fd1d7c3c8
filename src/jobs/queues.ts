import { type ConnectionOptions, type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Platform } from '#core/delivery.ts';
import { idSchema } from '#core/reminders/reminder.ts';

/** In braces, so that a Redis Cluster keeps each queue on one node. */
export const QUEUE_PREFIX = '{rematch}';
export const ALARMS = 'alarms';
export const deliveryQueueName = (platform: Platform): string => `deliver-${platform}`;

/** An alarm wakes the code that reads a record again. Ids only. */
export const alarmJobSchema = z.object({ person: idSchema, revision: idSchema, early: z.boolean() });
export type AlarmJob = z.infer<typeof alarmJobSchema>;

/** A delivery carries what a record has claimed for it. Ids only. */
export const deliveryJobSchema = z.object({
  person: idSchema,
  delivery: idSchema,
  /** Its turn to open a stranger's chat has been reserved, and this job waited for it. */
  mayOpen: z.boolean().optional(),
});
export type DeliveryJob = z.infer<typeof deliveryJobSchema>;

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
  backoff: { type: 'exponential', delay: 1000, jitter: 0.3 },
};

export interface Queues {
  readonly alarms: Queue<AlarmJob>;
  readonly deliveries: ReadonlyMap<Platform, Queue<DeliveryJob>>;
  /** `at` and `now` in epoch milliseconds. */
  addAlarm(job: AlarmJob, at: number, now: number, urgency?: Urgency): Promise<void>;
  addDelivery(platform: Platform, job: DeliveryJob, urgency: Urgency): Promise<void>;
  /** Best effort: what is running already ends by itself. */
  dropAlarm(revision: string): Promise<void>;
  dropDelivery(platform: Platform, delivery: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queues on a connection for producers. A job's id is the revision or delivery that it stands for. */
export function openQueues(
  connection: ConnectionOptions,
  platforms: readonly Platform[],
  log: Logger,
): Queues {
  const open = <T>(name: string): Queue<T> => {
    const queue = new Queue<T>(name, { connection, prefix: QUEUE_PREFIX });
    queue.on('error', (error) => log.warn({ queue: name, err: error }, 'queue error'));
    return queue;
  };
  const alarms = open<AlarmJob>(ALARMS);
  const deliveries = new Map(
    platforms.map((platform) => [platform, open<DeliveryJob>(deliveryQueueName(platform))]),
  );

  return {
    alarms,
    deliveries,
    addAlarm: async (job, at, now, urgency = 'normal') => {
      const delay = Math.max(0, at - now);
      await alarms.add('alarm', job, {
        ...COMMON,
        jobId: job.revision,
        priority: PRIORITY[urgency],
        delay: delay > 0 && urgency !== 'soap' ? delay + BEHIND_SOAP_MS : delay,
        attempts: 8,
      });
    },
    addDelivery: async (platform, job, urgency) => {
      const options = { ...COMMON, jobId: job.delivery, priority: PRIORITY[urgency], attempts: 8 };
      await deliveries.get(platform)?.add('delivery', job, options);
    },
    dropAlarm: async (revision) => {
      await alarms.remove(revision);
    },
    dropDelivery: async (platform, delivery) => {
      await deliveries.get(platform)?.remove(delivery);
    },
    close: async () => {
      await Promise.all([alarms, ...deliveries.values()].map((queue) => queue.close()));
    },
  };
}
