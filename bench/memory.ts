import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startRematch } from '../test/e2e/process.ts';
import { isQuick, openHouse, reminder, startEmbedded, tell } from './house.ts';

/**
 * How much memory upcoming reminders take in Redis: the record, its index and its alarms, on the embedded Redis. People
 * are created first and then given their reminders, so that both can be measured separately. Each reminder is about a
 * step of a plan.
 */
const LEVELS = isQuick ? [1000, 10_000, 50_000] : [10_000, 100_000, 1_000_000];
const EACH = 20;
/** How many people are worked on at the same time. */
const BATCH = 50;
/** How long a real process is watched while it goes over everyone it finds. */
const WATCH_SECONDS = isQuick ? 5 : 20;

interface Weight {
  readonly reminders: number;
  /** Bytes for a person with all their reminders, and for one reminder. */
  readonly person: number;
  readonly reminder: number;
}

const house = await openHouse(false, startEmbedded);
const weights: Weight[] = [];
let people = 0;
let bytes = { records: 0, reminders: 0 };
// The first ones also pay for what Redis stores only once: scripts and buffers.
await make(BATCH);
const idleMb = await resident();
const began = performance.now();
for (const level of LEVELS) weights.push(await grow(level));
const seconds = (performance.now() - began) / 1000;
const fullMb = await resident();
await house.stop();

const [first] = weights;
const last = weights.at(-1);
if (!first || !last) throw new Error('nothing was weighed');
const byPerson = last.person / first.person;
const byReminder = last.reminder / first.reminder;
const ratio = Math.abs(byPerson - 1) > Math.abs(byReminder - 1) ? byPerson : byReminder;
tell({
  what: `memory: bytes in Redis of a person with ${EACH} reminders to come, and of each reminder`,
  ours: `${weights.map(inWords).join('; ')} (made in ${seconds.toFixed(0)} s); the process: ${fullMb} MB, with nearly nobody ${idleMb} MB`,
  against: inWords(first),
  ratio,
  target: 'flat within 10 %',
  isMet: Math.abs(ratio - 1) <= 0.1,
});

function inWords({ reminders, person, reminder: one }: Weight): string {
  return `${person.toFixed(0)} and ${one.toFixed(0)} at ${reminders}`;
}

async function grow(reminders: number): Promise<Weight> {
  const count = reminders / EACH - people;
  const made = await make(count);
  people += count;
  bytes = { records: bytes.records + made.records, reminders: bytes.reminders + made.reminders };
  return {
    reminders,
    person: (bytes.records + bytes.reminders) / people,
    reminder: bytes.reminders / reminders,
  };
}

/** Creates this many people, each with their reminders. @returns the bytes that both have added */
async function make(count: number): Promise<typeof bytes> {
  const before = await used();
  const ids = await inBatches(Array.from({ length: count }), () => house.newcomer('telegram'));
  const between = await used();
  await inBatches(ids, (id) => house.people.update(id, (person) => ({ ...person, reminders: twenty() })));
  return { records: between - before, reminders: (await used()) - between };
}

function twenty() {
  return Array.from({ length: EACH }, (_, index) =>
    reminder(`2030-01-${String(index + 1).padStart(2, '0')}T09:00`),
  );
}

async function inBatches<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += BATCH)
    done.push(...(await Promise.all(all.slice(from, from + BATCH).map(work))));
  return done;
}

/** Bytes, without the events that BullMQ keeps for a while: there are never more than ten thousand. */
async function used(): Promise<number> {
  for (const queue of house.queues.all) await queue.trimEvents(0);
  const [, bytes] = /^used_memory:(\d+)/m.exec(await house.redis.info('memory')) ?? [];
  return Number(bytes);
}

/** The most memory that a real process on this Redis used for a while after its start, in MB. */
async function resident(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-memory-'));
  const rematch = await startRematch({
    REDIS_URL: house.address,
    REMATCH_SECRET: house.secret,
    DATA_DIR: dataDir,
  });
  let most = 0;
  for (let second = 0; second < WATCH_SECONDS; second += 1) {
    await pause(1000);
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(rematch.pid)]);
    most = Math.max(most, Number(stdout) / 1024);
  }
  await rematch.stop();
  await rm(dataDir, { recursive: true, force: true });
  return Math.round(most);
}
