import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newKey } from '#store/seal.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { type Running, startRematch } from './process.ts';

let redis: TestRedis;
let telegram: FakeTelegram;
let running: Running[];
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  redis = await startTestRedis();
  telegram = await startFakeTelegram({ perSecond: null });
  running = [];
  env = {
    REDIS_URL: redis.path,
    REMATCH_SECRET: Buffer.from(newKey()).toString('base64'),
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await telegram.stop();
  await redis.stop();
});

async function start(role: 'all' | 'bot' | 'worker'): Promise<Running> {
  const one = await startRematch({ ...env, ROLE: role });
  running.push(one);
  return one;
}

async function end(one: Running, how: 'stop' | 'kill'): Promise<void> {
  running = running.filter((other) => other !== one);
  await one[how]();
}

const polls = () => telegram.calls.filter(({ method }) => method === 'getUpdates').length;
const health = async ({ address }: Running) => (await fetch(`${address}/health`)).status;

describe('several bots on one Redis', () => {
  test('one polls, one stands by healthy, and takes over when the first is killed', async () => {
    const first = await start('bot');
    const second = await start('bot');
    expect((await telegram.person('ann').say('/help')).text).not.toBe('');
    expect([await health(first), await health(second)]).toEqual([200, 200]);
    // Nobody ends anybody's poll: a second poller would make both ask again and again.
    const before = polls();
    await pause(1500);
    expect(polls()).toBe(before);

    await end(first, 'kill');
    expect((await telegram.person('ann').say('/help')).text).not.toBe('');
  }, 60_000);

  test('a rolling restart answers every message once', async () => {
    const first = await start('all');
    const second = await start('all');
    let restarted = false;
    const asked = ask();
    await end(first, 'stop');
    await start('all');
    await end(second, 'stop');
    await start('all');
    restarted = true;
    const count = await asked;
    expect(count).toBeGreaterThan(3);
    const answers = telegram.calls.filter(({ method }) => method === 'sendMessage');
    expect(answers).toHaveLength(count * perAnswer);
    expect(telegram.violations).toEqual([]);

    async function ask(): Promise<number> {
      for (let number = 0; ; number += 1) {
        if (restarted) return number;
        await telegram.person(`person${number}`).say('/help');
      }
    }
  }, 60_000);
});

/** `/help` is one message. */
const perAnswer = 1;
