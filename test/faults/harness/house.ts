import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '#app/ids.ts';
import type { Platform } from '#core/platform.ts';
import { newReminder } from '#core/reminders/schedule.ts';
import { createAgenda } from '#jobs/agenda.ts';
import { type Locks, openQueues } from '#jobs/queues.ts';
import { createDue } from '#store/due.ts';
import { serverSettings } from '#store/embedded.ts';
import { openKeyRing } from '#store/key-ring.ts';
import { DUE_KEY, personKey } from '#store/layout.ts';
import { createPeople } from '#store/people.ts';
import { connect } from '#store/redis.ts';
import { findServer, runServer } from '#store/redis-server.ts';
import { newKey } from '#store/seal.ts';
import { createFakeDiscord } from '../../fakes/discord.ts';
import { startFakeTelegram } from '../../fakes/telegram.ts';
import { type Held, traces } from '../../store/traces.ts';
import { secret as noteSecret, watchedLog, watchOutput } from '../../watched-log.ts';
import type { Chance } from './chance.ts';
import { createClock } from './clock.ts';
import { mountDisk } from './disk.ts';
import { createTalk } from './talk.ts';
import { type Expected, reckon, type Tally } from './tally.ts';
import { openWire, type Request } from './wire.ts';

/** How long things take: as in production, or as short as a test allows. */
export interface Pace {
  readonly locks: Locks;
  /** How long Redis is paused, and the minimum for a worker. */
  readonly pauseMs: number;
  /** Anything not told after this long counts as lost. */
  readonly patienceMs: number;
}

export interface Worker {
  /** `SIGKILL` resolves once it is dead. */
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
}

/** A wall-clock time, and the only right moment for it in epoch milliseconds. */
export interface Moment {
  readonly zone: string;
  readonly wall: string;
  readonly at: number;
}

/** What is due is due at some moment within this time. */
export const SPREAD_MS = 2500;
const MINUTE_MS = 60_000;
/** How long people wait for an answer. */
const PATIENCE_MS = 60_000;
const STEP_MS = 250;
/** How many characters to report from a worker that ends too soon. */
const LAST_WORDS = 1000;
const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const log = watchedLog();

export type House = Awaited<ReturnType<typeof openHouse>>;

/** What only some houses have. */
export interface Extras {
  /** Workers with a clock that can be set. */
  readonly hasClock?: boolean;
  /** A disk for Redis that can be filled. */
  readonly hasDisk?: boolean;
}

/** Rematch with its own Redis and platforms on loopback, in processes that may be killed. */
export async function openHouse(chance: Chance, pace: Pace, { hasClock, hasDisk }: Extras) {
  const home = await mkdtemp(join(tmpdir(), 'rematch-fault-'));
  const path = join(home, 'redis.sock');
  const clock = await createClock(home);
  const clockEnv = hasClock ? clock.env : {};
  const disk = hasDisk ? await mountDisk() : null;
  const files = disk?.folder ?? home;
  const command = await findServer();
  const startServer = () => runServer(command, serverSettings(files, path), path, log);
  let server = await startServer();
  // Many of these run at once, and they count what never arrives; how late it arrives is for `bench`.
  const discord = await createFakeDiscord({ firstAnswerMs: PATIENCE_MS });
  const telegram = await startFakeTelegram({ patienceMs: PATIENCE_MS });
  const talk = createTalk(telegram, discord);
  const wire = await openWire({ discord: new URL(discord.apiUrl).origin, telegram: telegram.url }, note);
  const redis = connect({ path }, log);
  const queues = openQueues(redis, ['discord', 'telegram'], log);
  const secret = Buffer.from(newKey()).toString('base64');
  noteSecret(secret);
  const keys = await openKeyRing(redis, { secret, oldSecrets: [], dataDir: '' });
  let now = Date.now;
  const agenda = createAgenda({ queues, due: createDue(redis), now: () => now(), log });
  const people = createPeople({ redis, keys, newId, beforeSave: agenda.beforeSave });

  const children = new Set<ChildProcess>();
  const expected: Expected[] = [];
  const shown: string[] = [];
  let stray = 0;
  discord.onShown((_, view) => shown.push(view.text));

  function told({ platform, name, word }: Expected): number {
    const texts =
      platform === 'discord'
        ? shown
        : [...telegram.person(name).room.messages.values()].map(({ body }) => body.text);
    return texts.filter((text) => text.includes(word)).length;
  }

  const meantFor = ({ body }: Request) => expected.find(({ word }) => body.includes(word));

  /** A message that comes again is one too many if the record already knew of it. */
  async function note(message: Request): Promise<void> {
    const one = meantFor(message);
    if (one?.platform !== 'telegram' || told(one) === 0) return;
    const person = await people.load(one.person);
    if (person?.reminders[0]?.state.kind === 'sent') stray += 1;
  }

  async function start(role: 'worker' | 'all' = 'worker'): Promise<Worker> {
    const env = {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      LOG_LEVEL: 'trace',
      HTTP_PORT: '0',
      ROLE: role,
      REDIS_URL: path,
      REMATCH_SECRET: secret,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: `${wire.urls.discord}/api`,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_URL: wire.urls.telegram,
      ...clockEnv,
    };
    // Not in our process group: Ctrl-C must not end a worker that is being counted.
    const child = fork(WORKER, [JSON.stringify(pace.locks)], {
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (child.stderr) watchOutput(child.stderr);
    children.add(child);
    let last = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      last = `${last}${chunk}`.slice(-LAST_WORDS);
    });
    const dead = ended(child).then(() =>
      Promise.reject(new Error(`a worker ended before it was ready: ${last.trim()}`)),
    );
    await Promise.race([once(child, 'message'), dead]);
    return {
      signal: async (signal) => {
        child.kill(signal);
        if (signal === 'SIGKILL') await ended(child);
      },
    };
  }

  async function add(platform: Expected['platform'], moment: Moment | null): Promise<void> {
    const name = `p${expected.length}`;
    const word = newId();
    const writer = platform === 'discord' ? discord.user(name) : telegram.person(name);
    if ('room' in writer) writer.room.door = 'open';
    const user = String(writer.id);
    const address = 'dm' in writer ? writer.dm : user;
    const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    // Wall-clock times have no seconds: for a minute that has already begun, the alarm is set as if it were still to
    // come.
    const ahead = chance.between(0, SPREAD_MS);
    now = moment ? Date.now : () => minute - ahead;
    const wall = moment?.wall ?? new Date(minute).toISOString().slice(0, 16);
    const reminder = newReminder({ kind: 'own', text: word }, wall, newId);
    const { id } = await people.create({ platform, user, address }, new Date().toISOString());
    expected.push({ platform, name, word, person: id, at: moment?.at ?? null });
    await people.update(id, (person) => ({
      ...person,
      settings: { ...person.settings, zone: moment?.zone ?? 'UTC', quiet: null },
      reminders: [reminder],
    }));
  }

  /** Returns a function that resumes a stopped Redis. */
  async function signalRedis(signal: 'SIGKILL' | 'SIGSTOP'): Promise<() => void> {
    const [, pid] = /process_id:(\d+)/.exec(await redis.info('server')) ?? [];
    process.kill(Number(pid), signal);
    return () => process.kill(Number(pid), 'SIGCONT');
  }

  async function isIdle(): Promise<boolean> {
    const counts = await Promise.all(queues.all.map((queue) => queue.getJobCountByTypes()));
    return counts.every((count) => count === 0);
  }

  return {
    pace,
    wire,
    redis,
    telegram,
    discord,
    talk,
    start,
    meantFor,
    /** Creates this many people on each platform, each to be told something once: soon, or at a given moment. */
    async plan(each: number, moment: Moment | null = null): Promise<void> {
      for (let count = 0; count < each; count += 1) {
        await add('discord', moment);
        await add('telegram', moment);
      }
    },
    /** How many seconds every worker's clock is ahead of ours. */
    setClock: clock.set,
    /** Resolves once Redis cannot continue; the returned function frees space again. */
    async fillDisk(): Promise<() => Promise<void>> {
      if (!disk) throw new Error('this house has no disk of its own');
      const free = await disk.fill();
      const isClosed = new Promise<true>((resolve) => redis.once('close', () => resolve(true)));
      // The file's last page may still be filled to its end.
      while (!(await Promise.race([isClosed, redis.set('x', '').then(() => false)])));
      return free;
    },
    signalRedis,
    /** Starts Redis again without its data. */
    async hideData(): Promise<void> {
      await server.stop();
      await rename(join(files, 'appendonlydir'), join(files, 'hidden'));
      server = await startServer();
    },
    /** Starts Redis again with the earlier data, without anything that came since. */
    async showData(): Promise<void> {
      await server.stop();
      await rm(join(files, 'appendonlydir'), { recursive: true, force: true });
      await rename(join(files, 'hidden'), join(files, 'appendonlydir'));
      server = await startServer();
    },
    /** What Redis holds about someone. */
    async held(platform: Platform, user: number): Promise<Held> {
      const { id } = (await people.find(platform, String(user))) ?? { id: '' };
      const { k, d } = await redis.hgetallBuffer(personKey(id));
      if (!k || !d) throw new Error('nothing is kept about somebody who is to be deleted');
      return { id, wrapped: k, value: d };
    },
    /** How much Redis's files hold about someone. */
    tracesOf: (somebody: Held): Promise<number> => traces(files, keys, somebody),
    /** Resolves once everyone was told and no job is left, or patience runs out. */
    async quiet(): Promise<void> {
      const end = performance.now() + pace.patienceMs;
      while (performance.now() < end) {
        if (expected.every((one) => told(one) > 0) && (await isIdle())) return;
        await pause(STEP_MS);
      }
    },
    /** Stops every worker in an orderly way, so that nothing is still on its way, and counts. */
    async count(): Promise<Tally> {
      for (const child of children) child.kill('SIGTERM');
      await Promise.all([...children].map(ended));
      return { ...(await reckon(expected, told, people.load, stray)), ...talk.talked };
    },
    /** What became of everyone who was never told, and of each answer that came twice. */
    async notes(): Promise<readonly string[]> {
      const lost = expected.filter((one) => told(one) === 0);
      const all = await Promise.all(
        lost.map(async ({ platform, person: id }) => {
          const reminder = (await people.load(id))?.reminders[0];
          const job = await queues.of(platform).getJob(reminder?.revision ?? '');
          const due = await redis.zscore(DUE_KEY, id);
          const jobState = job ? `${await job.getState()}, ${job.attemptsMade} tries` : 'none';
          return `lost on ${platform}: ${JSON.stringify(reminder?.state)}; job: ${jobState}; due: ${due}; now: ${Date.now()}`;
        }),
      );
      return [...all, ...talk.notes];
    },
    async stop(): Promise<void> {
      for (const child of children) child.kill('SIGKILL');
      await queues.close();
      redis.disconnect();
      await Promise.all([wire.stop(), discord.stop(), telegram.stop(), server.stop()]);
      await disk?.remove();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
