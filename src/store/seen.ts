import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { seenKey } from '#store/layout.ts';

/** Remembers for a while what was seen, so that a platform's repeated update is handled once. */
export interface Seen {
  /** True for the first who asks about `id` within `ttlSeconds`. `id` must not name a person. */
  first(scope: string, id: string, ttlSeconds: number): Promise<boolean>;
}

// A command that is sent again after a broken connection finds its own mark and is still the first.
const FIRST = `
  if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then return 1 end
  return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0`;

export function createSeen(redis: Redis): Seen {
  return {
    first: async (scope, id, ttlSeconds) =>
      (await redis.eval(FIRST, 1, seenKey(scope, id), randomUUID(), ttlSeconds)) === 1,
  };
}
