import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeen } from '#store/seen.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { connections } from './help.ts';

let server: TestRedis;
const redis = connections(() => server.path);

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(async () => {
  await redis.close();
  await server.stop();
});

test('of all who claim one thing at once, one has it, and it is seen for a while', async () => {
  const all = Array.from({ length: 5 }, () => createSeen(redis.add()));
  const had = await Promise.all(all.map((seen) => seen.claim('discord', '1', 60)));
  expect(had.filter(Boolean)).toHaveLength(1);
  expect(await all[0]?.has('discord', '1')).toBe(true);
  expect(await all[0]?.claim('telegram', '1', 60)).toBe(true);
  expect(await redis.add().ttl('rematch:seen:discord:1')).toBeGreaterThan(50);
});
