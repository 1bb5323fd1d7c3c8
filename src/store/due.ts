import { DUE_KEY, personKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { script } from '#store/script.ts';

/** When something is next due for each person, for the sweep that looks after lost alarms. */
export interface Due {
  /** Notes that something is due `at` (epoch ms); an earlier note stands. Nothing is kept about who is not there. */
  mark(person: string, at: number): Promise<void>;
  /**
   * At most `limit` people with something due at `now` (epoch ms), the longest overdue first. They come again after
   * `again` (epoch ms) unless `settle` says otherwise, so that a crash in between forgets nobody.
   */
  takeDue(now: number, again: number, limit: number): Promise<string[]>;
  /** Everybody with something to come. */
  everyone(): Promise<string[]>;
  /** Says of somebody taken until `again` when they are next due (epoch ms), or never. A note made since then stands. */
  settle(person: string, again: number, at: number | null): Promise<void>;
}

// Where an earlier note stands it is moved by a thousandth of a millisecond, so that `settle` sees that somebody was here.
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
      // A mark that comes behind a deletion would name the person until it is due.
      if ((await redis.exists(personKey(person))) === 0) await redis.zrem(DUE_KEY, person);
    },
    takeDue: async (now, again, limit) => (await TAKE(redis, [DUE_KEY], now, limit, again)) as string[],
    everyone: () => redis.zrange(DUE_KEY, '0', '-1'),
    async settle(person, again, at) {
      await SETTLE(redis, [DUE_KEY], person, again, at ?? '');
    },
  };
}
