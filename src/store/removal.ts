import { DUE_KEY, identityKey, papersKey, personKey, sessionKey } from '#store/layout.ts';
import { ABANDON, BURY } from '#store/person-scripts.ts';
import type { RedisClient } from '#store/redis.ts';
import { DELETE_OWN } from '#store/script.ts';

/** Deletes what is kept about a person, whether it can be read or not. */
export interface Removal {
  /** Record, key, session and papers go in one step, then every other trace. Nothing happens when they are gone already. */
  remove(id: string): Promise<void>;
  /** Goes on with a removal that was cut. `macs` is what is left of the person: their field `i`. */
  finish(id: string, macs: string): Promise<void>;
  /** Ends the claim of somebody who has no record, and sees to it that they never have one. */
  abandon(id: string, mac: string): Promise<void>;
}

/** Ends an entry of the index that names this person. */
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
      // Due at once: should this process die now, the sweep reads the record and finds what is to be finished.
      await redis.zadd(DUE_KEY, 0, id);
      const macs = String(await BURY(redis, [personKey(id), sessionKey(id), papersKey(id)]));
      // Nothing was there: who has this id may be about to be made.
      if (macs === '') await redis.zrem(DUE_KEY, id);
      else await finish(id, macs);
    },
  };
}
