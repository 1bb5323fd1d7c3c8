import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Temporal } from 'temporal-polyfill';
import type { Reminder } from '#core/record/reminder.ts';
import { type Reply, words } from '#core/reply.ts';
import { alarmJob } from '#jobs/payloads.ts';
import { isQuick, openHouse, percentile, reminder, startEmbedded, tell } from './house.ts';

/**
 * How late a reminder arrives at its platform, from the instant of its alarm to the platform's clock: on the embedded
 * Redis with its settings and both platforms' real limits, with half of the people on each.
 *
 * Reminders are planned for whole minutes. To spread them over one minute, all are planned for its start, and each
 * alarm is moved to its own instant within it: what an alarm triggers is the same at any second.
 */
const COUNT = isQuick ? 250 : 1000;
const SPREAD_MS = 60 * COUNT;
const BARE_CONCURRENCY = 20;
const MADE_A_SECOND = 25;

const instants = Array.from({ length: COUNT }, () => Math.random() * SPREAD_MS);
const house = await openHouse(true, startEmbedded);
const ours = await reminders();
const bare = await delayedJobs();
await house.stop();

const [median, p99] = [percentile(ours, 0.5), percentile(ours, 0.99)];
const [bareMedian, bareP99] = [percentile(bare, 0.5), percentile(bare, 0.99)];
tell({
  what: `lateness: ${COUNT} reminders due over ${SPREAD_MS / 1000} s, on the embedded Redis (hz 100, every write synced)`,
  ours: `median ${median} ms, p99 ${p99} ms; 20 ms of it so that SOAP goes ahead`,
  against: `bare BullMQ delayed jobs, one call each: median ${bareMedian} ms, p99 ${bareP99} ms`,
  ratio: p99 / bareP99,
  target: 'p99 at most 500 ms',
  isMet: p99 <= 500,
});

async function reminders(): Promise<number[]> {
  const minute = Math.ceil((Date.now() + 10_000 + (COUNT / MADE_A_SECOND) * 1000) / 60_000) * 60_000;
  const at = Temporal.Instant.fromEpochMilliseconds(minute).toString().slice(0, 16);
  const due = new Map<string, number>();
  const make = (): readonly Reminder[] => {
    const one = reminder(at);
    due.set(one.id, minute + (instants[due.size] ?? 0));
    return [one];
  };
  await house.crowd(COUNT / 2, 'telegram', make);
  await house.crowd(COUNT / 2, 'discord', make);
  for await (const ids of house.people.everyone()) await Promise.all(ids.map(move));
  if (Date.now() > minute)
    throw new Error('this machine was too slow to make everybody before they were due');
  house.startWorkers();
  await pause(minute - Date.now());
  await house.idle();
  return lateness(due);

  async function move(id: string): Promise<void> {
    const person = await house.people.load(id);
    for (const { id: which, revision } of person?.reminders ?? []) {
      const platform = person?.identities[0]?.platform ?? 'telegram';
      await house.queues.drop(platform, revision);
      const delay = (due.get(which) ?? 0) - Date.now();
      await house.queues.add(platform, [alarmJob({ person: id, revision, early: false }, 'normal', delay)]);
    }
  }
}

async function delayedJobs(): Promise<number[]> {
  const prefix = '{bench}';
  const queue = new Queue('bare', { connection: house.redis, prefix });
  const start = Date.now() + 2000;
  const due = new Map(instants.map((instant, index) => [`bare${index}`, start + instant]));
  await queue.addBulk(
    [...due].map(([name, at]) => ({
      name,
      data: { person: 'x' },
      opts: { delay: Math.round(at - Date.now()), removeOnComplete: true, removeOnFail: true },
    })),
  );
  const done = Promise.withResolvers<void>();
  const text = (name: string): Reply => [
    { kind: 'text', body: [{ type: 'paragraph', children: [...words(name)] }] },
  ];
  let taken = 0;
  const send = ({ name }: { readonly name: string }) => {
    taken += 1;
    const sender = taken % 2 === 0 ? house.telegram : house.discord;
    return sender.send({ user: '1', address: '1' }, text(name), name);
  };
  const worker = new Worker('bare', send, {
    connection: house.connection,
    prefix,
    concurrency: BARE_CONCURRENCY,
  });
  let sent = 0;
  worker.on('completed', () => {
    sent += 1;
    if (sent === COUNT) done.resolve();
  });
  worker.on('failed', (_, error) => done.reject(error));
  await done.promise;
  await worker.close();
  await queue.close();
  return lateness(due);
}

/** Milliseconds between when each was due and when it arrived; also checks that none was lost or repeated. */
async function lateness(due: ReadonlyMap<string, number>): Promise<number[]> {
  const { texts, times, refused } = await house.stats();
  if (texts.length !== COUNT || new Set(texts).size !== COUNT || refused > 0)
    throw new Error(`${texts.length} messages instead of ${COUNT}, ${refused} refused`);
  return texts.map((text, index) => Math.round((times[index] ?? 0) - (due.get(text) ?? 0)));
}
