import { DUE_KEY, personKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { script } from '#store/script.ts';

/** When something is next due for each person, for the sweep that finds lost alarms. */
export interface Due {
  /** Notes that something is due `at` (epoch ms); an earlier note stays. Nothing is kept about people who are gone. */
  mark(person: string, at: number): Promise<void>;
  /**
   * At most `limit` people with something due at `now` (epoch ms), the longest overdue first. They come again after
   * `again` (epoch ms) unless `settle` says otherwise, so that nobody is forgotten after a crash in between.
   */
  takeDue(now: number, again: number, limit: number): Promise<string[]>;
  /** Everyone with something coming. */
  everyone(): Promise<string[]>;
  /** Says when someone taken until `again` is next due (epoch ms), or null. A note made since then stays. */
  settle(person: string, again: number, at: number | null): Promise<void>;
}

// An earlier note that stays is moved by a thousandth of a millisecond, so that `settle` sees there was a newer one.
const MARK = script(`
  local known, at = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or ''), tonumber(ARGV[2])
  if known and known <= at then at = known - 0.001 end
  redis.call('ZADD', KEYS[1], at, ARGV[1])`);

const TAKE = script(`
  local people = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
  for _, person in ipairs(people) do redis.call('ZADD', KEYS[1], ARGV[3], person) end
  return people`);

const SETTLE = script(`
  if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '') ~= tonumber(ARGV[2]) then return end
  if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1])
  else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end`);

export function createDue(redis: RedisClient): Due {
  return {
    async mark(person, at) {
      await MARK(redis, [DUE_KEY], person, at);
      // A mark set after a deletion would name the person until it is due.
      if ((await redis.exists(personKey(person))) === 0) await redis.zrem(DUE_KEY, person);
    },
    takeDue: async (now, again, limit) => (await TAKE(redis, [DUE_KEY], now, limit, again)) as string[],
    everyone: () => redis.zrange(DUE_KEY, '0', '-1'),
    async settle(person, again, at) {
      await SETTLE(redis, [DUE_KEY], person, again, at ?? '');
    },
  };
}
