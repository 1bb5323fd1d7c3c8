import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { pino } from 'pino';
import { Telegraf } from 'telegraf';
import { startApp } from '#app/app.ts';
import { systemClock } from '#app/clock.ts';
import { parseSettings } from '#app/settings.ts';
import { UNLIMITED } from '#app/wiring/limits.ts';
import { isQuick, percentile, reminder, tell } from './house.ts';
import type { Ask, Told, Visitor } from './platforms.ts';

/**
 * How long people wait for an answer. The answer is `/help` for someone we know: the record is found, decrypted,
 * checked and read, and nothing is written, so it is the closest to an echo. A press of "done", which changes the
 * record, is reported too. Everything is wired as in production, on the embedded Redis; the bare bots answer one word
 * and do nothing else.
 */
const TOKENS = { discord: 'a-token-of-the-bench', telegram: '4242:a-token-of-the-bench' } as const;
const PLATFORMS = ['discord', 'telegram'] as const;
const PEOPLE = isQuick ? 300 : 1000;
const PER_SECOND = 200;
const SECONDS = isQuick ? 5 : 30;
const PRESS_SECONDS = 5;
const IN_FLIGHT = 50;
const FLIGHTS = isQuick ? 3000 : 10_000;
const PRESSES = Math.ceil((PRESS_SECONDS * PER_SECOND) / PEOPLE);

interface Measured {
  readonly p99: number;
  readonly perSecond: number;
}
type Both<T> = Readonly<Record<(typeof PLATFORMS)[number], T>>;

const child = fork(fileURLToPath(new URL('./platforms.ts', import.meta.url)), {
  env: { ...process.env, BENCH_TOKEN: TOKENS.discord },
});
const [url] = (await once(child, 'message')) as [string];
const bare = await measureBare();
const { ours, presses } = await measureOurs();
child.disconnect();

const ratio = Math.min(...PLATFORMS.map((platform) => ours[platform].perSecond / bare[platform].perSecond));
const p99 = Math.max(...PLATFORMS.map((platform) => ours[platform].p99));
const words = (of: Both<Measured>): string =>
  PLATFORMS.map(
    (one) => `${one} p99 ${of[one].p99.toFixed(1)} ms, ${of[one].perSecond.toFixed(0)} a second`,
  ).join('; ');
const pressWords = PLATFORMS.map((one) => `${presses[one].toFixed(1)} ms`).join(' and ');
tell({
  what: `answers: /help at ${PER_SECOND} a second for ${SECONDS} s, then ${IN_FLIGHT} in flight`,
  ours: `${words(ours)}; a press that changes the record: p99 ${pressWords}`,
  against: `bare discord.js and telegraf: ${words(bare)}`,
  ratio,
  target: 'p99 at most 100 ms, at least 0.7 as many a second',
  isMet: p99 <= 100 && ratio >= 0.7,
});

async function measureOurs(): Promise<{ readonly ours: Both<Measured>; readonly presses: Both<number> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-answers-'));
  const settings = parseSettings({
    ...{
      DISCORD_TOKEN: TOKENS.discord,
      DISCORD_API_URL: `${url}/api`,
      TELEGRAM_TOKEN: TOKENS.telegram,
      TELEGRAM_API_URL: url,
    },
    ...{ DATA_DIR: dataDir, HTTP_PORT: '0' },
  });
  const app = await startApp({
    settings,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    limits: UNLIMITED,
  });
  await app.ready;
  const known = async (platform: (typeof PLATFORMS)[number], index: number): Promise<Visitor> => {
    const visitor = stranger(index);
    const { user, address } = visitor;
    const { id } = await app.people.create({ platform, user, address }, new Date().toISOString());
    const all = Array.from({ length: PRESSES }, () => ({
      ...reminder('2030-01-01T09:00'),
      about: { kind: 'own', text: 'Call home' } as const,
    }));
    await app.people.update(id, (person) => ({ ...person, reminders: all }));
    return { user, address, buttons: all.map((one) => `done:${one.id}`) };
  };
  const visitors = {
    discord: await Promise.all(Array.from({ length: PEOPLE }, (_, index) => known('discord', index))),
    telegram: await Promise.all(Array.from({ length: PEOPLE }, (_, index) => known('telegram', index))),
  };
  const ours = await both((platform) => measure(platform, visitors[platform]));
  const presses = await both(async (platform) => {
    const count = PRESS_SECONDS * PER_SECOND;
    const pace = { perSecond: PER_SECOND };
    const { waits } = await ask({ platform, act: 'press', visitors: visitors[platform], count, pace });
    return percentile(waits, 0.99);
  });
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
  return { ours, presses };
}

async function measureBare(): Promise<Both<Measured>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${url}/api` } });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isRepliable())
      await interaction.reply({ content: 'echo', flags: MessageFlags.Ephemeral });
  });
  const ready = once(client, Events.ClientReady);
  await client.login(TOKENS.discord);
  await ready;
  const bot = new Telegraf(TOKENS.telegram, { telegram: { apiRoot: url } });
  bot.on('message', (context) => context.reply('echo'));
  await new Promise<void>((resolve) => void bot.launch({}, resolve));
  const visitors = Array.from({ length: PEOPLE }, (_, index) => stranger(index));
  const measured = await both((platform) => measure(platform, visitors));
  bot.stop();
  await client.destroy();
  return measured;
}

async function measure(
  platform: (typeof PLATFORMS)[number],
  visitors: readonly Visitor[],
): Promise<Measured> {
  const flight = { platform, act: 'command', visitors, pace: { inFlight: IN_FLIGHT } } as const;
  await ask({ ...flight, count: 1000 });
  const count = SECONDS * PER_SECOND;
  const { waits } = await ask({ ...flight, count, pace: { perSecond: PER_SECOND } });
  const { seconds } = await ask({ ...flight, count: FLIGHTS });
  return { p99: percentile(waits, 0.99), perSecond: FLIGHTS / seconds };
}

async function both<T>(work: (platform: (typeof PLATFORMS)[number]) => Promise<T>): Promise<Both<T>> {
  return { discord: await work('discord'), telegram: await work('telegram') };
}

async function ask(what: Ask): Promise<Told> {
  child.send(what);
  const [told] = (await once(child, 'message')) as [Told | { readonly error: string }];
  if ('error' in told) throw new Error(told.error);
  return told;
}

function stranger(index: number): Visitor {
  const user = String(600_000_000_000_000 + index);
  return { user, address: user, buttons: [] };
}
