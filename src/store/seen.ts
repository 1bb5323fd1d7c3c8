import { seenKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';

/** Remembers events for a while, so that one a platform sends twice is handled once. Ids must not name a person. */
export interface Seen {
  has(scope: string, id: string): Promise<boolean>;
  add(scope: string, id: string, ttlSeconds: number): Promise<void>;
  /** Adds it; false if it was already there, so that only one of several processes handles it. */
  claim(scope: string, id: string, ttlSeconds: number): Promise<boolean>;
}

export function createSeen(redis: RedisClient): Seen {
  return {
    has: async (scope, id) => (await redis.exists(seenKey(scope, id))) === 1,
    claim: async (scope, id, ttlSeconds) =>
      (await redis.set(seenKey(scope, id), '1', 'EX', ttlSeconds, 'NX')) === 'OK',
    async add(scope, id, ttlSeconds) {
      await redis.set(seenKey(scope, id), '1', 'EX', ttlSeconds);
    },
  };
}
