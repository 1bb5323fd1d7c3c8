import { Telegram } from 'telegraf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, clientOptions } from '#bots/telegram/api.ts';
import { type FakeTelegram, startFakeTelegram } from '../../fakes/telegram.ts';

const LIMIT_MS = 200;

let fake: FakeTelegram;
let telegram: Telegram;
beforeEach(async () => {
  fake = await startFakeTelegram();
  telegram = new Telegram(fake.token, clientOptions(fake.url));
});
afterEach(() => fake.stop());

/** Keeps this process from doing anything else. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('an answer that comes while the process stands still is no silence', async () => {
  const me = call(telegram, 'getMe', {}, LIMIT_MS);
  standStill(2 * LIMIT_MS);
  expect(await me).toMatchObject({ username: fake.username });
});

test('silence ends the call', async () => {
  fake.trouble({ how: 'hang', method: 'getMe', times: 1 });
  await expect(call(telegram, 'getMe', {}, LIMIT_MS)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await call(telegram, 'getMe', {}, LIMIT_MS)).toMatchObject({ username: fake.username });
});
