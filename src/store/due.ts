import type { Redis } from 'ioredis';
import { DUE_KEY, personKey } from '#store/layout.ts';

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
  /** Says when the person is next due (epoch ms), or never. */
  settle(person: string, at: number | null): Promise<void>;
}

// Only for a person who is there: a mark set while its person is deleted would name them until it is due.
const MARK = `
  if redis.call('EXISTS', KEYS[2]) == 0 then return end
  redis.call('ZADD', KEYS[1], 'LT', ARGV[1], ARGV[2])`;

const TAKE = `
  local people = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
  for _, person in ipairs(people) do redis.call('ZADD', KEYS[1], ARGV[3], person) end
  return people`;

export function createDue(redis: Redis): Due {
  return {
    async mark(person, at) {
      await redis.eval(MARK, 2, DUE_KEY, personKey(person), at, person);
    },
    takeDue: async (now, again, limit) => (await redis.eval(TAKE, 1, DUE_KEY, now, limit, again)) as string[],
    everyone: () => redis.zrange(DUE_KEY, '0', '-1'),
    async settle(person, at) {
      if (at === null) await redis.zrem(DUE_KEY, person);
      else await redis.zadd(DUE_KEY, 'XX', at, person);
    },
  };
}
