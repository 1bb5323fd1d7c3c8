import { setTimeout as pause } from 'node:timers/promises';
import { DelayedError, type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import { BusyError, RejectedError, type Sender, UnreachableError } from '#core/platform.ts';
import {
  carried,
  claim,
  decide,
  markHeld,
  markRefused,
  markSent,
  openDeliveries,
  stepBack,
} from '#core/reminders/delivery.ts';
import { identityOn } from '#core/reminders/reach.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import type { Reply } from '#core/reply.ts';
import { keepHold } from '#jobs/hold.ts';
import { type LastingWorker, startLastingWorker } from '#jobs/lasting-worker.ts';
import type { Metrics } from '#jobs/metrics.ts';
import { type Alarm, alarmSchema, type Locks, QUEUE_PREFIX, type Queues, queueName } from '#jobs/queues.ts';
import type { PlatformRate } from '#jobs/rates.ts';
import { ignoreGone } from '#store/no-such-person.ts';
import type { People } from '#store/people.ts';
import type { RedisClient } from '#store/redis.ts';

/** BullMQ lets a queue rest only where it has a limiter; ours never limits, `rate` does. */
const NO_LIMIT = { max: Number.MAX_SAFE_INTEGER - 1, duration: 1000 } as const;

/** With the time that a command waits for Redis these tries take less than the lock lasts. */
const MARK_TRIES = 8;
const MARK_PAUSE_MS = 500;

/** How long a silent worker keeps its alarms. */
const LOCK_MS = 30_000;

export interface ReminderWorkerOptions {
  readonly connection: RedisClient;
  readonly locks?: Locks;
  readonly queues: Queues;
  readonly sender: Sender;
  readonly rate: PlatformRate;
  readonly people: People;
  /** Puts reminders into words when they are sent, so that the words are never out of date. */
  readonly compose: (person: Applicant, reminders: readonly Reminder[]) => Reply;
  readonly newId: NewId;
  readonly now: () => Temporal.Instant;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Wakes on the alarms of one platform: reads the record again, claims what is due, sends it, marks it. A void alarm ends
 * without a trace; one that came too soon (quiet hours, a clock that jumped) waits on. A crash between sending and
 * marking repeats the send with the same nonce. Final refusals hand over to the other platform; whatever was not
 * answered is tried again.
 */
export function startReminderWorker(options: ReminderWorkerOptions): LastingWorker {
  const { connection, locks, queues, sender, rate, people, compose, newId, now, metrics, log } = options;
  const { platform } = sender;
  const lockMs = locks?.lockDuration ?? LOCK_MS;
  return startLastingWorker(connection, () => {
    const worker = new Worker<Alarm>(queueName(platform), ring, {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency: 20,
      limiter: NO_LIMIT,
      ...locks,
      lockDuration: lockMs,
    });
    worker.on('error', (error) => log.warn({ platform, err: error }, 'reminder worker error'));
    worker.on('failed', (job, error) => log.warn({ platform, alarm: job?.id, err: error }, 'alarm failed'));
    return worker;
  });

  async function ring(job: Job<Alarm>, token: string | undefined): Promise<void> {
    const alarm = alarmSchema.parse(job.data);
    const { revision, early } = alarm;
    const at = now();
    const claimed = (current: Applicant): Applicant =>
      claim(stepBack(current, revision, at, newId), { revision, now: at, early });
    const person = await people.update(alarm.person, claimed).catch(ignoreGone);
    if (!person) return;
    const decision = decide(person, revision, at, early);
    if (decision.kind === 'later')
      return later(decision.at.epochMilliseconds - at.epochMilliseconds, job, token);
    const marked = await deliver(person, job, token);
    if (marked) await handOver(marked, alarm);
  }

  /** Returns the person as they are afterwards, or nothing when they are gone. */
  async function deliver(
    person: Applicant,
    job: Job<Alarm>,
    token: string | undefined,
  ): Promise<Applicant | undefined> {
    const { revision, mayOpen } = job.data;
    const reminders = carried(person, revision, platform);
    if (reminders.length === 0) return person;
    const identity = identityOn(person, platform);
    if (identity?.address === null && !mayOpen) await waitToOpen(job, token);
    const turns = rate.turns();
    const waitMs = await turns.next(true);
    if (waitMs > 0) await rest(waitMs);
    const hold = (): Promise<void> => keepHold(job, token, lockMs);
    const further = (): Promise<void> => turns.next(false).then(hold);
    const change = await hold()
      .then(() => attempt(person, reminders, identity ?? null, revision, further))
      .finally(turns.end)
      .catch((error: unknown) => waitAsAsked(error, identity?.address ?? person.id, job, token));
    return mark(person, change);
  }

  /** Redis may be away for a moment: what was sent must not be sent again for that. */
  async function mark(
    person: Applicant,
    change: (current: Applicant) => Applicant,
  ): Promise<Applicant | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await people.update(person.id, change, person).catch(ignoreGone);
      } catch (error) {
        if (tries === MARK_TRIES) throw error;
        await pause(MARK_PAUSE_MS);
      }
    }
  }

  /** What the record wants to be said on another platform goes to the alarms of that one. */
  async function handOver(person: Applicant, { revision, early }: Alarm): Promise<void> {
    const open = openDeliveries(person).find(({ delivery }) => delivery === revision);
    if (!open || open.platform === platform) return;
    await queues.add(open.platform, { person: person.id, revision, early }, open.soap ? 'soap' : 'normal');
  }

  /** Strangers' chats are opened at their own pace; who waits for that keeps nobody else waiting. */
  async function waitToOpen(job: Job<Alarm>, token: string | undefined): Promise<void> {
    const waitMs = await rate.firstContact();
    if (waitMs === 0) return;
    await job.updateData({ ...job.data, mayOpen: true });
    await later(waitMs, job, token);
  }

  /** Where one chat is busy all others go on. */
  async function waitAsAsked(
    error: unknown,
    chat: string,
    job: Job<Alarm>,
    token: string | undefined,
  ): Promise<never> {
    if (!(error instanceof BusyError)) throw error;
    const { retryAfterMs } = error;
    const scope = await rate.busy(chat, error);
    return scope === 'chat' ? later(retryAfterMs, job, token) : rest(retryAfterMs);
  }

  /** BullMQ keeps the machine's time, whatever our clock says: it is told a span, never an instant. */
  async function later(ms: number, job: Job<Alarm>, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + ms, token);
    throw new DelayedError();
  }

  /** Lets this platform's alarms rest in all processes; this one goes on afterwards. */
  async function rest(ms: number): Promise<never> {
    await queues.of(platform).rateLimit(ms);
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
