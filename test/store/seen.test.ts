import { expect, test } from 'vitest';
import { createSeen } from '#store/seen.ts';
import { useRedis } from './help.ts';

const redis = useRedis();

test('of all who claim one thing at once, one has it, and it is seen for a while', async () => {
  const all = Array.from({ length: 5 }, () => createSeen(redis.add()));
  const had = await Promise.all(all.map((seen) => seen.claim('discord', '1', 60)));
  expect(had.filter(Boolean)).toHaveLength(1);
  expect(await all[0]?.has('discord', '1')).toBe(true);
  expect(await all[0]?.claim('telegram', '1', 60)).toBe(true);
  expect(await redis.add().ttl('rematch:seen:discord:1')).toBeGreaterThan(50);
});
