import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import { newId } from '#app/ids.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import type { Platform, Sender } from '#core/platform.ts';
import type { Applicant, NewIdentity } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { words } from '#core/reply.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics, type Metrics } from '#jobs/metrics.ts';
import { openQueues } from '#jobs/queues.ts';
import { openRates, type PlatformRate } from '#jobs/rates.ts';
import { startReminderWorker } from '#jobs/reminder-worker.ts';
import { createDue } from '#store/due.ts';
import { openKeyRing } from '#store/key-ring.ts';
import { createPeople, type People } from '#store/people.ts';
import { connect, connectForWorkers } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { START, startClock } from '../clock.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { startTestRedis } from '../redis.ts';
import { secret as noteSecret, personal, watchedLog } from '../watched-log.ts';

export const silent = watchedLog();
const log = silent;

/** Records and queues on a Redis of their own, with a fake Telegram; workers start when they are asked for. */
export async function openJobs(perSecond: number | null, start = START) {
  const server = await startTestRedis();
  const redis: Redis = connect({ path: server.path }, log);
  const workers = connectForWorkers({ path: server.path }, log);
  const telegram = await startFakeTelegram({ perSecond });
  const secret = Buffer.from(newKey()).toString('base64');
  noteSecret(secret);
  const keys = await openKeyRing(redis, { secret, oldSecrets: [], dataDir: '' });
  const clock = startClock(start);
  const due = createDue(redis);
  const queues = openQueues(redis, ['discord', 'telegram'], log);
  const agenda = createAgenda({ queues, due, now: () => clock().epochMilliseconds, log });
  const openPeople = (beforeSave = agenda.beforeSave) => createPeople({ redis, keys, newId, beforeSave });
  const people = openPeople();
  const stops: (() => Promise<unknown>)[] = [];

  function startReminders(sender: Sender, people: People, metrics = createMetrics()): void {
    const worker = startReminderWorker({
      connection: workers,
      queues,
      sender,
      rate: rateOn(redis, sender.platform),
      people,
      compose: textOf,
      newId,
      now: clock,
      metrics,
      log,
    });
    stops.push(() => worker.close());
  }

  return {
    address: server.path,
    /** What time it is for agenda and workers. */
    clock,
    secret,
    redis,
    telegram,
    queues,
    agenda,
    people,
    due,
    /** One process worth of workers, which waits for the records of nobody else; call it again for another. */
    startWorkers(...others: readonly Sender[]): void {
      const ours = createTelegramSender({ token: telegram.token, apiUrl: telegram.url, log });
      const theirs = openPeople();
      for (const sender of [ours, ...others]) startReminders(sender, theirs);
    },
    /** One worker with a sender of its own. */
    startWorker(sender: Sender, metrics: Metrics): void {
      startReminders(sender, openPeople(), metrics);
    },
    /** Somebody with an open chat on Telegram and these reminders. */
    somebody(name: string, reminders: readonly Reminder[]): Promise<Applicant> {
      const writer = telegram.person(name);
      writer.room.door = 'open';
      const user = String(writer.id);
      return this.member({ platform: 'telegram', user, address: user }, reminders);
    },
    async member(identity: NewIdentity, reminders: readonly Reminder[]): Promise<Applicant> {
      personal(identity.user);
      const made = await people.create(identity, clock().toString());
      return people.update(made.id, (person) => ({
        ...person,
        settings: { ...person.settings, zone: 'UTC', quiet: null },
        reminders: [...reminders],
      }));
    },
    /** The records of another process, in which `meanwhile` happens between setting the alarms of a change and saving it. */
    slowPeople: (meanwhile: () => Promise<unknown>): People =>
      openPeople(async (before, after) => {
        const effects = await agenda.beforeSave(before, after);
        await meanwhile();
        return effects;
      }),
    /** Keeps every worker still. */
    async pause(): Promise<void> {
      await Promise.all(queues.all.map((queue) => queue.pause()));
    },
    async resume(): Promise<void> {
      await Promise.all(queues.all.map((queue) => queue.resume()));
    },
    /** Resolves when so many different reminders were told and no job is left. */
    async settled(count: number, timeout: number): Promise<void> {
      await expect.poll(() => new Set(this.told()).size, { timeout }).toBe(count);
      for (const queue of queues.all) await expect.poll(() => queue.getJobCountByTypes()).toBe(0);
    },
    /** The same for many people at once, without workers to get ahead of it. */
    async crowd(size: number, make: (index: number) => Reminder): Promise<readonly Reminder[]> {
      const made = Array.from({ length: size }, (_, index) => make(index));
      for (let from = 0; from < size; from += 50) {
        const batch = made.slice(from, from + 50);
        await Promise.all(batch.map((one, index) => this.somebody(`person${from + index}`, [one])));
      }
      return made;
    },
    /** What the queues forget when they are lost with all their jobs. */
    async loseQueues(): Promise<void> {
      for (const queue of queues.all) await queue.obliterate({ force: true });
    },
    /** Ids of the reminders that were told so far, each as often as it was. */
    told: () =>
      telegram.calls
        .filter(({ method }) => method === 'sendMessage')
        .flatMap(({ payload }) => String(payload.text).split(/\s+/)),
    async stop(): Promise<void> {
      for (const stop of stops) await stop();
      await queues.close();
      redis.disconnect();
      workers.disconnect();
      await telegram.stop();
      await server.stop();
    },
  };
}

function textOf(_: Applicant, reminders: readonly Reminder[]) {
  return reminders.map(({ id }) => ({
    kind: 'text' as const,
    body: [{ type: 'paragraph' as const, children: [...words(id)] }],
  }));
}

/** The rate of a platform as every process on this Redis has it. */
export function rateOn(redis: Redis, platform: Platform): PlatformRate {
  const rate = openRates(redis, log).get(platform);
  if (!rate) throw new Error(`no rate for ${platform}`);
  return rate;
}

export function reminder(at: string, urgency: Reminder['urgency'] = 'normal'): Reminder {
  return {
    id: newId(),
    revision: newId(),
    about: { kind: 'step', step: newId() },
    at,
    snoozedTo: null,
    urgency,
    state: { kind: 'waiting' },
  };
}
