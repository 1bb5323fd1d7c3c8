import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { parseSettings } from '#app/settings.ts';
import { wallOf } from '#core/time/wall.ts';
import { DEPTH } from '../depth.ts';
import { createFakeDiscord, type FakeDiscord, type View } from '../fakes/discord.ts';
import { openJobs, reminder } from '../jobs/house.ts';
import { watchedLog } from '../watched-log.ts';
import { type Running, startRematch } from './process.ts';

type Role = 'bot' | 'worker';

let jobs: Awaited<ReturnType<typeof openJobs>>;
let discord: FakeDiscord;
let running: { readonly role: Role; readonly process: Running }[];
let started: Running[];

beforeEach(async () => {
  jobs = await openJobs(null);
  // How fast answers are is not asked here.
  discord = await createFakeDiscord({ firstAnswerMs: 10_000 });
  running = [];
  started = [];
});
afterEach(async () => {
  await Promise.all(running.map(({ process }) => process.stop()));
  await discord.stop();
  await jobs.stop();
  expect([...jobs.telegram.violations, ...discord.violations]).toEqual([]);
});

async function start(role: Role): Promise<Running> {
  const process = await startRematch({
    REDIS_URL: jobs.address,
    REMATCH_SECRET: jobs.secret,
    TELEGRAM_TOKEN: jobs.telegram.token,
    TELEGRAM_API_URL: jobs.telegram.url,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ROLE: role,
  });
  running.push({ role, process });
  started.push(process);
  return process;
}

/** Ends the process that has been running longest. */
async function end(how: 'stop' | 'kill'): Promise<void> {
  await running.shift()?.process[how]();
}

const health = async ({ address }: Running) => (await fetch(`${address}/health`)).status;
const logs = () => started.map((process) => process.output()).join('');

/** How often each interaction on Discord was answered. */
function answersOnDiscord(): readonly number[] {
  const callbacks = discord.calls.map(({ path }) => path).filter((path) => path.endsWith('/callback'));
  return [...Map.groupBy(callbacks, (path) => path).values()].map((all) => all.length);
}

/** The texts of all messages on Telegram that hold a word of this kind, reduced to that word. */
function onTelegram(kind: RegExp): readonly string[] {
  return jobs.telegram.calls.flatMap(({ method, payload }) =>
    method === 'sendMessage' ? (kind.exec(String(payload.text)) ?? []) : [],
  );
}

describe('several bots on one Redis', () => {
  test('one polls Telegram, one answers on Discord, and either goes on when the other is killed', async () => {
    const first = await start('bot');
    const second = await start('bot');
    const ann = discord.user('ann');
    expect((await jobs.telegram.person('ann').say('/help')).text).not.toBe('');
    expect([await health(first), await health(second)]).toEqual([200, 200]);
    // Each update ends one poll and lets the next begin: a second poller would end one of the first.
    for (let times = 1; times <= 5; times += 1) await jobs.telegram.person('ann').say('/help');
    expect(jobs.telegram.updates.conflicts).toBe(0);
    for (let times = 0; times < 20; times += 1) await discord.slash(ann, 'help');
    expect(discord.gateway.counts.identified).toBe(2);

    await end('kill');
    expect((await discord.slash(ann, 'help')).text).toContain('/start');
    expect((await jobs.telegram.person('ann').say('/help')).text).not.toBe('');
    expect(answersOnDiscord()).toEqual(Array.from({ length: 21 }, () => 1));
    expect(logs()).not.toContain('Discord');
  }, 240_000);
});

test('a second playground on one Redis does not start, and says why; the next one may', async () => {
  const env = { REDIS_URL: jobs.address, REMATCH_SECRET: jobs.secret, HTTP_PORT: '0' };
  const open = () => startApp({ settings: parseSettings(env), clock: systemClock, log: watchedLog() });
  const first = await startRematch(env);
  await expect(open()).rejects.toThrow('PLAYGROUND must be off: another Rematch');
  await first.kill();
  const next = await open();
  await next.ready;
  await next.stop();
}, 240_000);

/** Deliveries that one worker has in hand at a time. */
const IN_HAND = 20;

/** How each of the four is ended, in turn. All one way or all the other in a deep run, each way once in `npm test`. */
type Turns = readonly ['stop' | 'kill', 'stop' | 'kill', 'stop' | 'kill', 'stop' | 'kill'];
const TURNS: readonly Turns[] =
  DEPTH > 1
    ? [
        ['stop', 'stop', 'stop', 'stop'],
        ['kill', 'kill', 'kill', 'kill'],
      ]
    : [['kill', 'stop', 'stop', 'kill']];

describe('two bots and two workers', () => {
  test.each(TURNS)(
    'ended one after the other by %s, %s, %s and %s, with one new of each kind, answer each command once and tell each reminder once',
    async (...turns) => {
      const roles = ['bot', 'bot', 'worker', 'worker'] as const;
      const cutBots = turns.filter((how, index) => how === 'kill' && roles[index] === 'bot').length;
      const isCutWorker = turns.some((how, index) => how === 'kill' && roles[index] === 'worker');
      // BullMQ notices within a minute that nobody has the jobs of a killed worker any more. After a stop, what is left to the
      // sweep or to BullMQ's own would come after a minute or two, and be a fault.
      const timeout = isCutWorker ? 100_000 : 60_000;
      for (const role of roles) await start(role);
      const life = live();
      /** How many reminders Telegram had when a worker was cut off: what was in hand then is told again. */
      const cuts: number[] = [];
      for (const [index, role] of roles.entries()) {
        const how = turns[index] ?? 'stop';
        await end(how);
        if (role === 'worker' && how === 'kill') cuts.push(onTelegram(/due\d+/).length);
        // The new one of a kind is there before the second old one ends, and then goes on alone.
        if (index === roles.indexOf(role)) await start(role);
      }
      const { pressed, written, due } = await life.end(20);

      const answers = answersOnDiscord();
      expect(answers.every((times) => times === 1)).toBe(true);
      expect(pressed - answers.length).toBeLessThanOrEqual(cutBots);
      const helps = onTelegram(/\/help/).length;
      expect(helps - written).toBeGreaterThanOrEqual(0);
      expect(helps - written).toBeLessThanOrEqual(cutBots);

      const patience = { timeout, interval: 250 };
      await expect.poll(() => new Set(onTelegram(/due\d+/)).size, patience).toBe(due);
      const reminded = Array.from({ length: due }, (_, index) => discord.user(`reminded${index}`));
      const times = () => new Set(reminded.map((user) => discord.seen(user).length));
      await expect.poll(times, patience).toEqual(new Set([1]));
      const told = onTelegram(/due\d+/);
      const again = told.filter((word, index) => told.indexOf(word) < index);
      const inHand = cuts.flatMap((cut) => told.slice(Math.max(0, cut - IN_HAND), cut));
      expect(again.filter((word) => !inHand.includes(word))).toEqual([]);
      expect(logs()).not.toMatch(/too late|not delivered/);
    },
    240_000,
  );
});

/** People press and write, and are reminded, on both platforms, until it ends; counts of all that. */
function live() {
  let isOver = false;
  let pressed = 0;
  const rounds = { pressing: 0, writing: 0, reminding: 0 };

  async function again(what: keyof typeof rounds, act: (round: number) => Promise<unknown>): Promise<void> {
    for (; !isOver; rounds[what] += 1) {
      await act(rounds[what]);
      // All together stay below what the platforms take, so that nothing piles up.
      await pause(100);
    }
  }

  /** Who is not answered presses again, as people do. */
  function insist(act: () => Promise<View>): Promise<View> {
    pressed += 1;
    return act().catch(() => insist(act));
  }

  const pressing = again('pressing', async (round) => {
    const asker = discord.user(`asker${round}`);
    const page = await insist(() => discord.slash(asker, 'sources'));
    await insist(() => discord.press(asker, page.buttons[0]?.id ?? '', page));
  });
  const writing = again('writing', (round) => jobs.telegram.person(`asker${round}`).say('/help'));
  const reminding = again('reminding', async (round) => {
    const name = `reminded${round}`;
    const now = wallOf(systemClock(), 'UTC');
    const due = () => ({ ...reminder(now), about: { kind: 'own', text: `due${round}` } }) as const;
    const { id, dm } = discord.user(name);
    await jobs.somebody(name, [due()]);
    await jobs.member({ platform: 'discord', user: id, address: dm }, [due()]);
  });

  return {
    /** Once each has happened so often. */
    async end(least: number) {
      await expect.poll(() => Math.min(...Object.values(rounds)), { timeout: 60_000 }).toBeGreaterThan(least);
      isOver = true;
      await Promise.all([pressing, writing, reminding]);
      return { pressed, written: rounds.writing, due: rounds.reminding };
    },
  };
}
