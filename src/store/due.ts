import type { Redis } from 'ioredis';
import { DUE_KEY, personKey } from '#store/layout.ts';

/** When something is next due for each person, for the sweep that looks after lost alarms. */
export interface Due {
  /** Notes that something is due `at` (epoch ms); an earlier note stands. Nothing is kept about who is not there. */
  mark(person: string, at: number): Promise<void>;
  /** Takes out at most `limit` people with something due at `now` (epoch ms), the longest overdue first. */
  takeDue(now: number, limit: number): Promise<string[]>;
  drop(person: string): Promise<void>;
}

// Only for a person who is there: a mark set while its person is deleted would name them until it is due.
const MARK = `
  if redis.call('EXISTS', KEYS[2]) == 0 then return end
  redis.call('ZADD', KEYS[1], 'LT', ARGV[1], ARGV[2])`;

const TAKE = `
  local people = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
  for _, person in ipairs(people) do redis.call('ZREM', KEYS[1], person) end
  return people`;

export function createDue(redis: Redis): Due {
  return {
    async mark(person, at) {
      await redis.eval(MARK, 2, DUE_KEY, personKey(person), at, person);
    },
    takeDue: async (now, limit) => (await redis.eval(TAKE, 1, DUE_KEY, now, limit)) as string[],
    async drop(person) {
      await redis.zrem(DUE_KEY, person);
    },
  };
}
