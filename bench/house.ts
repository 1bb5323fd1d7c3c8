import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { newId } from '#app/ids.ts';
import { createDiscordSender } from '#bots/discord/sender.ts';
import { createTelegramSender } from '#bots/telegram/sender.ts';
import type { Sender } from '#core/platform.ts';
import type { NewIdentity } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { type Reply, words } from '#core/reply.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { createMetrics } from '#jobs/metrics.ts';
import { openQueues } from '#jobs/queues.ts';
import { openRates } from '#jobs/rates.ts';
import { startReminderWorker } from '#jobs/reminder-worker.ts';
import { createDue } from '#store/due.ts';
import { startEmbeddedRedis } from '#store/embedded.ts';
import { openKeyRing } from '#store/key-ring.ts';
import { createPeople } from '#store/people.ts';
import { connect, connectForWorkers } from '#store/redis.ts';
import { newKey } from '#store/seal.ts';
import { startTestRedis, type TestRedis } from '../test/redis.ts';
import type { Stats } from './server.ts';

const log = pino({ level: 'silent' });
const TOKEN = '4242:a-token-of-the-bench';
/** How many people are created at the same time. */
const BATCH = 50;

export const isQuick = process.argv.includes('--quick');

/** The server that Rematch starts by itself, with all its settings, on its own folder. */
export async function startEmbedded(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-bench-'));
  const { path, stop } = await startEmbeddedRedis(folder, log);
  return { path, stop: () => stop().then(() => rm(folder, { recursive: true, force: true })) };
}

/** Records, queues and workers as in production, on their own Redis, and both platforms in another process. */
export async function openHouse(isStrict: boolean, startRedis = startTestRedis) {
  const redisServer = await startRedis();
  const redis = connect({ path: redisServer.path }, log);
  const connection = connectForWorkers({ path: redisServer.path }, log);
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), isStrict ? ['--strict'] : []);
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${port}`;

  const due = createDue(redis);
  const queues = openQueues(redis, ['discord', 'telegram'], log);
  const agenda = createAgenda({ queues, due, now: Date.now, log });
  const secret = Buffer.from(newKey()).toString('base64');
  const keys = await openKeyRing(redis, { secret, oldSecrets: [], dataDir: '' });
  const people = createPeople({ redis, keys, newId, beforeSave: agenda.beforeSave });
  const telegram = createTelegramSender({ token: TOKEN, apiUrl: url, log });
  const discord = createDiscordSender({ token: TOKEN, apiUrl: `${url}/api`, log });
  const stops: (() => Promise<unknown>)[] = [];

  function startReminders(sender: Sender): void {
    const { platform } = sender;
    const free = { max: 1_000_000, windowMs: 1000 };
    const limits = isStrict ? undefined : { discord: free, telegram: free, playground: free };
    const rate = openRates(redis, log, limits).get(platform);
    if (!rate) throw new Error(`no rate for ${platform}`);
    const now = () => Temporal.Now.instant();
    const parts = { connection, queues, sender, rate, people, newId, now, log };
    const worker = startReminderWorker({ ...parts, compose: textOf, metrics: createMetrics() });
    stops.push(() => worker.close());
  }

  return {
    address: redisServer.path,
    secret,
    redis,
    connection,
    people,
    queues,
    telegram,
    discord,
    newcomer,
    startWorkers(): void {
      for (const sender of [telegram, discord]) startReminders(sender);
    },
    /** Creates people who can be written to, each with these reminders. */
    async crowd(
      size: number,
      platform: 'discord' | 'telegram',
      make: (index: number) => readonly Reminder[],
    ): Promise<void> {
      for (let from = 0; from < size; from += BATCH) {
        const count = Math.min(BATCH, size - from);
        await Promise.all(Array.from({ length: count }, (_, index) => one(platform, make(from + index))));
      }
    },
    pause: () => Promise.all(queues.all.map((queue) => queue.pause())),
    resume: () => Promise.all(queues.all.map((queue) => queue.resume())),
    /** Resolves once no job is left. */
    async idle(): Promise<void> {
      for (;;) {
        const counts = await Promise.all(queues.all.map((queue) => queue.getJobCountByTypes()));
        if (counts.every((count) => count === 0)) return;
        await pause(20);
      }
    },
    /** What the platforms accepted since the last time. */
    stats: async (): Promise<Stats> => (await (await fetch(`${url}/stats`)).json()) as Stats,
    async stop(): Promise<void> {
      for (const stop of stops) await stop();
      await queues.close();
      redis.disconnect();
      connection.disconnect();
      child.disconnect();
      await redisServer.stop();
    },
  };

  /** Someone who can be written to, with nothing coming up. */
  async function newcomer(platform: 'discord' | 'telegram'): Promise<string> {
    // A number, which is what both platforms use.
    const user = String(1_000_000 + Math.floor(Math.random() * 1e15));
    const identity: NewIdentity = { platform, user, address: user };
    return (await people.create(identity, new Date().toISOString())).id;
  }

  async function one(platform: 'discord' | 'telegram', reminders: readonly Reminder[]): Promise<void> {
    await people.update(await newcomer(platform), (person) => ({
      ...person,
      settings: { ...person.settings, zone: 'UTC', quiet: null },
      reminders: [...reminders],
    }));
  }
}

function textOf(_: unknown, reminders: readonly Reminder[]): Reply {
  return reminders.map(({ id }) => ({
    kind: 'text',
    body: [{ type: 'paragraph', children: [...words(id)] }],
  }));
}

export function reminder(at: string, urgency: Reminder['urgency'] = 'normal'): Reminder {
  const about = { kind: 'step', step: newId() } as const;
  return { id: newId(), revision: newId(), about, at, snoozedTo: null, urgency, state: { kind: 'waiting' } };
}

/** The value that the given share of all values does not exceed. */
export function percentile(all: readonly number[], share: number): number {
  return all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1] ?? Number.NaN;
}

/** One line: what it is, our figure, the baseline, the ratio, the target, and whether it was met. */
export function tell(line: {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  readonly ratio: number;
  readonly target: string;
  readonly isMet: boolean;
}): void {
  const { what, ours, against, ratio, target, isMet } = line;
  process.stdout.write(
    `${[what, ours, against, ratio.toFixed(3), target, isMet ? 'yes' : 'no'].join(' | ')}\n`,
  );
}
