import { DelayedError, type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import { claim, decide } from '#core/reminders/delivery.ts';
import type { NewId } from '#core/reminders/reminder.ts';
import { ALARMS, type AlarmJob, alarmJobSchema, type Locks, QUEUE_PREFIX } from '#jobs/queues.ts';
import { NoSuchPersonError, type People } from '#store/people.ts';
import type { RedisClient } from '#store/redis.ts';

export interface AlarmWorkerOptions {
  readonly connection: RedisClient;
  readonly locks?: Locks;
  readonly people: People;
  readonly newId: NewId;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/**
 * Wakes on alarms, reads the record again and claims what is due for one delivery. A void alarm ends without a trace;
 * one that came too soon (quiet hours, a clock that jumped) waits on.
 */
export function startAlarmWorker({
  connection,
  locks,
  people,
  newId,
  now,
  log,
}: AlarmWorkerOptions): Worker<AlarmJob> {
  const worker = new Worker<AlarmJob>(ALARMS, (job, token) => ring(job, token), {
    connection,
    prefix: QUEUE_PREFIX,
    concurrency: 50,
    ...locks,
  });
  worker.on('error', (error) => log.warn({ err: error }, 'alarm worker error'));
  worker.on('failed', (job, error) => log.warn({ alarm: job?.id, err: error }, 'alarm failed'));
  return worker;

  async function ring(job: Job<AlarmJob>, token: string | undefined): Promise<void> {
    const { person: id, revision, early } = alarmJobSchema.parse(job.data);
    const at = now();
    const ringing = { revision, now: at, early };
    const person = await people
      .update(id, (current) => claim(current, { ...ringing, delivery: newId() }))
      .catch(ignoreGone);
    if (!person) return;
    const decision = decide(person, revision, at, early);
    if (decision.kind !== 'later') return;
    await job.moveToDelayed(decision.at.epochMilliseconds, token);
    throw new DelayedError();
  }
}

/** Somebody who deleted everything meanwhile is owed nothing. */
export function ignoreGone(error: unknown): undefined {
  if (!(error instanceof NoSuchPersonError)) throw error;
}
