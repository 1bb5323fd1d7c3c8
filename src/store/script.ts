import { createHash } from 'node:crypto';
import type { RedisClient } from '#store/redis.ts';

/** Runs on the server as one step. All `keys` must share a hash tag, or a cluster refuses it. */
export type Script = (
  redis: RedisClient,
  keys: readonly string[],
  ...args: readonly (string | number | Buffer)[]
) => Promise<unknown>;

/** A Lua script, sent in full only to a server that does not have it yet. */
export function script(lua: string): Script {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (redis, keys, ...args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(lua, keys.length, ...keys, ...args);
    }
  };
}

/** Deletes a key if it still holds this value. */
export const DELETE_OWN = script(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
);
