import { DUE_KEY, identityKey, papersKey, personKey, sessionKey } from '#store/layout.ts';
import { ABANDON, BURY } from '#store/person-scripts.ts';
import type { RedisClient } from '#store/redis.ts';
import { DELETE_OWN } from '#store/script.ts';

/** Deletes what is kept about a person, whether it can be read or not. */
export interface Removal {
  /** Removes record, key, session and papers in one step, then every other trace. Does nothing if they are already gone. */
  remove(id: string): Promise<void>;
  /** Continues an interrupted removal. `macs` is what is left of the person: their field `i`. */
  finish(id: string, macs: string): Promise<void>;
  /** Ends the claim of a person without a record, and makes sure that they never get one. */
  abandon(id: string, mac: string): Promise<void>;
}

/** Removes an index entry that names this person. */
export async function release(redis: RedisClient, mac: string, id: string): Promise<void> {
  await DELETE_OWN(redis, [identityKey(mac)], id);
}

export function createRemoval(redis: RedisClient): Removal {
  async function finish(id: string, macs: string): Promise<void> {
    await Promise.all(macs.split(' ').map((mac) => release(redis, mac, id)));
    await redis.del(personKey(id));
    await redis.zrem(DUE_KEY, id);
  }
  return {
    finish,
    async abandon(id, mac) {
      if ((await ABANDON(redis, [personKey(id)], mac)) === 'free') await finish(id, mac);
    },
    async remove(id) {
      // Due at once: if this process dies now, the sweep reads the record and finishes the removal.
      await redis.zadd(DUE_KEY, 0, id);
      const macs = String(await BURY(redis, [personKey(id), sessionKey(id), papersKey(id)]));
      // Nothing was there: a person with this id may be about to be created.
      if (macs === '') await redis.zrem(DUE_KEY, id);
      else await finish(id, macs);
    },
  };
}
