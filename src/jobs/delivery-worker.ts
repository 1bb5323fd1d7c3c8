import { DelayedError, type Job, type Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import { BusyError, RejectedError, type Sender, UnreachableError } from '#core/delivery.ts';
import { carried, markHeld, markRefused, markSent, stepBack } from '#core/reminders/delivery.ts';
import { identityOn } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import type { Reply } from '#core/reply.ts';
import { ignoreGone } from '#jobs/alarm-worker.ts';
import { keepHold } from '#jobs/hold.ts';
import type { Metrics } from '#jobs/metrics.ts';
import {
  type DeliveryJob,
  deliveryJobSchema,
  deliveryQueueName,
  type Locks,
  QUEUE_PREFIX,
} from '#jobs/queues.ts';
import type { PlatformRate } from '#jobs/rates.ts';
import type { People } from '#store/people.ts';
import type { RedisClient } from '#store/redis.ts';

/** BullMQ lets a queue rest only where it has a limiter; ours never limits, `rate` does. */
const NO_LIMIT = { max: Number.MAX_SAFE_INTEGER - 1, duration: 1000 } as const;

/** How long a silent worker keeps its deliveries. */
const LOCK_MS = 30_000;

export interface DeliveryWorkerOptions {
  readonly connection: RedisClient;
  readonly locks?: Locks;
  readonly queue: Queue<DeliveryJob>;
  readonly sender: Sender;
  readonly rate: PlatformRate;
  readonly people: People;
  /** Puts reminders into words when they are sent, so that the words are never out of date. */
  readonly compose: (person: Applicant, reminders: readonly Reminder[]) => Reply;
  readonly now: () => Temporal.Instant;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Delivers what records have claimed for one platform: send, then mark. A crash between the two repeats the send with
 * the same nonce. Final refusals hand over to the other platform; whatever was not answered is tried again.
 */
export function startDeliveryWorker(options: DeliveryWorkerOptions): Worker<DeliveryJob> {
  const { connection, locks, queue, sender, rate, people, compose, now, metrics, log } = options;
  const { platform } = sender;
  const lockMs = locks?.lockDuration ?? LOCK_MS;
  const worker = new Worker<DeliveryJob>(deliveryQueueName(platform), deliver, {
    connection,
    prefix: QUEUE_PREFIX,
    concurrency: 20,
    limiter: NO_LIMIT,
    ...locks,
    lockDuration: lockMs,
  });
  worker.on('error', (error) => log.warn({ platform, err: error }, 'delivery worker error'));
  worker.on('failed', (job, error) =>
    log.warn({ platform, delivery: job?.id, err: error }, 'delivery failed'),
  );
  return worker;

  async function deliver(job: Job<DeliveryJob>, token: string | undefined): Promise<void> {
    const { person: id, delivery, mayOpen } = deliveryJobSchema.parse(job.data);
    // The rules may have changed since it was claimed: what may not be said now is taken back before it is sent.
    const person = await people.update(id, (current) => stepBack(current, delivery, now())).catch(ignoreGone);
    if (!person) return;
    const reminders = carried(person, delivery, platform);
    if (reminders.length === 0) return;
    const identity = identityOn(person, platform);
    if (identity?.address === null && !mayOpen) await waitToOpen(job, token);
    const turns = rate.turns();
    const waitMs = await turns.next(true);
    if (waitMs > 0) await rest(waitMs);
    const hold = (): Promise<void> => keepHold(job, token, lockMs);
    const further = (): Promise<void> => turns.next(false).then(hold);
    const change = await hold()
      .then(() => attempt(person, reminders, identity ?? null, delivery, further))
      .finally(turns.end)
      .catch((error: unknown) => waitAsAsked(error, job, token));
    await people.update(id, change, person).catch(ignoreGone);
  }

  /** Strangers' chats are opened at their own pace; who waits for that keeps nobody else waiting. */
  async function waitToOpen(job: Job<DeliveryJob>, token: string | undefined): Promise<void> {
    const waitMs = await rate.firstContact();
    if (waitMs === 0) return;
    await job.updateData({ ...job.data, mayOpen: true });
    await later(waitMs, job, token);
  }

  /** Where one chat is busy all others go on. */
  async function waitAsAsked(
    error: unknown,
    job: Job<DeliveryJob>,
    token: string | undefined,
  ): Promise<never> {
    if (!(error instanceof BusyError)) throw error;
    const { retryAfterMs, scope } = error;
    if (scope === 'chat') return later(retryAfterMs, job, token);
    await rate.hold(retryAfterMs);
    return rest(retryAfterMs);
  }

  async function later(ms: number, job: Job<DeliveryJob>, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + ms, token);
    throw new DelayedError();
  }

  /** Lets this queue rest in all processes; this job goes on afterwards. */
  async function rest(ms: number): Promise<never> {
    await queue.rateLimit(ms);
    throw Worker.RateLimitError();
  }

  async function attempt(
    person: Applicant,
    reminders: readonly Reminder[],
    to: { readonly user: string; readonly address: string | null } | null,
    delivery: string,
    further: () => Promise<void>,
  ): Promise<(current: Applicant) => Applicant> {
    if (!to) return (current) => markRefused(current, delivery, platform, { now: now(), refusal: 'gone' });
    try {
      const { address } = await sender.send(
        { user: to.user, address: to.address },
        compose(person, reminders),
        delivery,
        further,
      );
      metrics.delivered(platform, 'sent');
      return (current) => {
        const marked = markSent(current, delivery, platform, { now: now(), address });
        for (const reminder of marked.reminders) {
          if (reminder.state.kind === 'sent' && reminders.some(({ id }) => id === reminder.id)) {
            metrics.late(platform, reminder.state.lateMs);
          }
        }
        return marked;
      };
    } catch (error) {
      if (error instanceof UnreachableError) {
        metrics.delivered(platform, error.refusal);
        return (current) => markRefused(current, delivery, platform, { now: now(), refusal: error.refusal });
      }
      if (error instanceof RejectedError) {
        log.error({ platform, delivery, err: error }, 'the platform refused our message');
        metrics.delivered(platform, 'rejected');
        return (current) => markHeld(current, delivery, now());
      }
      metrics.delivered(platform, error instanceof BusyError ? 'busy' : 'unavailable');
      throw error;
    }
  }
}
