import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { systemClock } from '#app/clock.ts';
import { newId } from '#app/ids.ts';
import { openRecords } from '#app/wiring/records.ts';
import { createStops } from '#app/wiring/stops.ts';
import { assess } from '#core/assessment/assess.ts';
import { replan } from '#core/plan/build.ts';
import { ownTask } from '#core/plan/tasks.ts';
import { newReminder } from '#core/reminders/schedule.ts';
import { newKey } from '#store/seal.ts';
import { knowledge, solid } from '../../test/core/assessment/people.ts';
import { startRematch } from '../../test/e2e/process.ts';
import { createFakeDiscord } from '../../test/fakes/discord.ts';
import { startFakeTelegram } from '../../test/fakes/telegram.ts';
import { startTestRedis } from '../../test/redis.ts';

export const LOOK_MS = 15_000;

/** The number of people on each platform, and how often each of them does something. */
const EACH = 18;
const ACT_MS = 5_000;
/** The people on each platform who get a reminder every minute. */
const REMINDED = 6;
const MINUTE_MS = 60_000;
const FLOOD_A_SECOND = 100;
/** Every fourth act asks for a picture. */
const COMMANDS = ['today', 'help', 'support', 'timeline'] as const;

type Platform = 'discord' | 'telegram';

/** A real Rematch, both platforms on loopback, and people with plans. */
export async function openSoak() {
  const log = pino({ level: 'silent' });
  const redis = await startTestRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-soak-'));
  const secret = Buffer.from(newKey()).toString('base64');
  const discord = await createFakeDiscord({ isChecked: false });
  const telegram = await startFakeTelegram({ patienceMs: MINUTE_MS, isChecked: false });
  const stops = createStops(log);
  const records = await openRecords(
    {
      address: { path: redis.path },
      masterKeys: { secret, oldSecrets: [], dataDir },
      knowledge: () => knowledge,
      clock: systemClock,
      log,
    },
    stops,
  );
  const rematch = await startRematch({
    REDIS_URL: redis.path,
    REMATCH_SECRET: secret,
    DATA_DIR: dataDir,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    PLAYGROUND: 'on',
    LOG_LEVEL: 'fatal',
  });
  /** Milliseconds to each answer. One with a picture waits for the painter, so it is counted separately. */
  const waits: Record<Platform | 'pictures', number[]> = { discord: [], telegram: [], pictures: [] };
  const reminded: string[] = [];
  let silent = 0;

  /** Someone with a plan in UTC. @returns the id of their record */
  async function arrive(platform: Platform, name: string): Promise<string> {
    const writer = platform === 'discord' ? discord.user(name) : telegram.person(name);
    if ('room' in writer) writer.room.door = 'open';
    const user = String(writer.id);
    const now = systemClock();
    const { id } = await records.people.create(
      { platform, user, address: 'dm' in writer ? writer.dm : user },
      now.toString(),
    );
    const assessment = assess(solid, knowledge, now);
    const plan = replan(null, { profile: solid, assessment, knowledge, now, zone: 'UTC', newId });
    await records.people.update(id, (person) => ({
      ...person,
      profile: solid,
      assessments: [assessment],
      plan,
      settings: { ...person.settings, zone: 'UTC', quiet: null },
    }));
    return id;
  }

  /** A step for tomorrow that nobody else has, so that the next picture is different from all others. */
  async function changePlan(id: string, what: string): Promise<void> {
    const on = systemClock().add({ hours: 24 }).toString().slice(0, 10);
    const task = ownTask(newId(), { set: 'own', what, who: null, on, time: '10:00' });
    await records.people.update(id, (person) => ({ ...person, tasks: [task] }));
  }

  async function ask(platform: Platform, name: string, command: string): Promise<void> {
    const began = performance.now();
    const asked =
      platform === 'discord'
        ? discord.slash(discord.user(name), command)
        : telegram.person(name).say(`/${command}`);
    const seen = await asked.catch(() => null);
    const kind = command === 'timeline' ? 'pictures' : platform;
    if (seen && seen.text !== '') waits[kind].push(performance.now() - began);
    else silent += 1;
  }

  async function talk(platform: Platform, index: number, over: AbortSignal): Promise<void> {
    const name = `${platform}${index}`;
    const id = await arrive(platform, name);
    await pause((index * ACT_MS) / EACH);
    for (let count = index; !over.aborted; count += 1) {
      const next = pause(ACT_MS);
      const command = COMMANDS[count % COMMANDS.length] ?? COMMANDS[0];
      // A machine that is too slow for it shows the previous picture.
      if (command === 'timeline')
        await changePlan(id, `Call ${name} for the time ${count}`).catch(() => undefined);
      await ask(platform, name, command);
      await next;
    }
  }

  async function beReminded(platform: Platform, index: number, over: AbortSignal): Promise<void> {
    const id = await arrive(platform, `${platform}-reminded${index}`);
    reminded.push(id);
    while (!over.aborted) {
      // Some seconds before the minute, so that none is set for a minute that has already begun.
      const minute = Math.ceil((Date.now() + 10_000) / MINUTE_MS) * MINUTE_MS;
      const wall = new Date(minute).toISOString().slice(0, 16);
      const one = newReminder({ kind: 'own', text: 'Call home' }, wall, newId);
      await records.people.update(id, (person) => ({ ...person, reminders: [...person.reminders, one] }));
      await pause(minute + 5_000 - Date.now(), undefined, { signal: over }).catch(() => undefined);
    }
  }

  async function flood(over: AbortSignal): Promise<void> {
    const ours = discord.user('flooder');
    const theirs = telegram.person('flooder');
    const body = JSON.stringify({
      person: 'flooder',
      input: { kind: 'command', name: 'help', options: {}, rest: '' },
    });
    const headers = { 'content-type': 'application/json' };
    while (!over.aborted) {
      discord.slash(ours, 'help').catch(() => undefined);
      theirs.mutter('/help');
      fetch(`${rematch.address}/api/invoke`, { method: 'POST', headers, body })
        .then((answer) => answer.arrayBuffer())
        .catch(() => undefined);
      await pause(1000 / FLOOD_A_SECOND);
    }
  }

  return {
    /** Resolves once the time is over and everyone has been answered. */
    async live(over: AbortSignal): Promise<void> {
      const all = Array.from({ length: EACH }, (_, index) => index);
      const some = all.slice(0, REMINDED);
      await Promise.all([
        ...(['discord', 'telegram'] as const).flatMap((platform) => [
          ...all.map((index) => talk(platform, index, over)),
          ...some.map((index) => beReminded(platform, index, over)),
        ]),
        flood(over),
      ]);
    },
    said: () => ({ ...waits, silent }),
    forget(): void {
      discord.forget();
      telegram.forget();
    },
    /** How late each reminder that was sent came, in milliseconds. */
    async lateness(): Promise<readonly number[]> {
      const people = await Promise.all(reminded.map((id) => records.people.load(id)));
      return people.flatMap((person) =>
        (person?.reminders ?? []).flatMap(({ state }) => (state.kind === 'sent' ? [state.lateMs] : [])),
      );
    },
    /**
     * Resident memory of Rematch itself and of the processes it has started, in MB, and the CPU seconds it has used.
     */
    async usage(): Promise<{ readonly mainMb: number; readonly othersMb: number; readonly cpuS: number }> {
      const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,rss=,cputimes=']);
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
      const [main = []] = rows.filter(([pid]) => pid === rematch.pid);
      const others = rows.filter(([, parent]) => parent === rematch.pid);
      const toMb = (kb: number): number => Math.round(kb / 1024);
      return {
        mainMb: toMb(main[2] ?? 0),
        othersMb: toMb(others.reduce((kb, [, , rss = 0]) => kb + rss, 0)),
        cpuS: main[3] ?? 0,
      };
    },
    async stop(): Promise<void> {
      await rematch.stop();
      await stops.run();
      await Promise.all([discord.stop(), telegram.stop(), redis.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
