import { randomBytes } from 'node:crypto';
import { budgetKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { script } from '#store/script.ts';

/** What is still free of `max` turns in any window of time, counted over all processes by the clock of Redis. */
export interface Budget {
  /**
   * Takes a turn that is free now.
   * @param turn any name that no other turn has
   * @returns 0, or milliseconds after which to ask again, with nothing taken
   */
  take(turn: string): Promise<number>;
  /** What the turn was taken for has been done: only now is it known that it happened no later. */
  done(turn: string): Promise<void>;
  /**
   * Takes the next free turn, now or to come, before all who only ask with `take`.
   * @param mostMs a turn further away than this is not waited for: one is taken now, although there is none
   * @returns milliseconds until the turn; longer than `mostMs` only while everybody is held
   */
  reserve(mostMs: number): Promise<number>;
  /** Nobody gets a turn for so many milliseconds; a longer hold stands. */
  hold(ms: number): Promise<void>;
}

export interface Rate {
  readonly max: number;
  readonly windowMs: number;
}

/** How long after it was sent a message is thought to arrive until `done` says so. */
const FLIGHT_MS = 30;

/** Windows after which no turn can be: what is later was taken before the clock of Redis was set back. */
const FAR = 1000;

// One sorted set: every turn by its time, and under `hold` the end of a hold. `most` below 0: only what is free now,
// and nearly evenly, so that there is always a free turn before long for those who reserve.
const TURN = script(`
  local key, id, flight = KEYS[1], ARGV[1], tonumber(ARGV[5])
  local max, window, most = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  local at = now
  local count = redis.call('ZCARD', key)
  if count >= max then
    at = math.max(at, redis.call('ZRANGE', key, count - max, count - max, 'WITHSCORES')[2] + window)
  end
  if most >= 0 then
    if at > now + most then at = now end
  elseif count > 0 and window > max then
    at = math.max(at, redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2] - flight + 0.9 * window / max)
  end
  if at > now + tonumber(ARGV[6]) then
    redis.call('DEL', key)
    at = now
  end
  at = math.max(at, redis.call('ZSCORE', key, 'hold') or 0)
  if most >= 0 or at <= now then
    redis.call('ZADD', key, string.format('%.3f', at + flight), id)
    local life = math.ceil(at + flight - now + window)
    if redis.call('PTTL', key) < life then redis.call('PEXPIRE', key, life) end
  end
  return math.ceil(at - now)`);

// Also one that was so long on its way that it has been forgotten meanwhile.
const DONE = script(`
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[1], string.format('%.3f', time[1] * 1000 + time[2] / 1000), ARGV[1])
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end`);

const HOLD = script(`
  local time = redis.call('TIME')
  local untilMs = time[1] * 1000 + time[2] / 1000 + ARGV[1]
  redis.call('ZADD', KEYS[1], 'GT', string.format('%.3f', untilMs), 'hold')
  local life = math.ceil(ARGV[1] + ARGV[2])
  if redis.call('PTTL', KEYS[1]) < life then redis.call('PEXPIRE', KEYS[1], life) end`);

/** @param name what the budget is for: one key in Redis, so that one script needs no other */
export function createBudget(redis: RedisClient, name: string, { max, windowMs }: Rate): Budget {
  const key = budgetKey(name);
  const turn = async (name: string, mostMs: number): Promise<number> =>
    Number(await TURN(redis, [key], name, max, windowMs, mostMs, FLIGHT_MS, FAR * windowMs));
  return {
    take: (name) => turn(name, -1),
    async done(name) {
      await DONE(redis, [key], name, windowMs);
    },
    reserve: (mostMs) => turn(randomBytes(9).toString('base64url'), mostMs),
    async hold(ms) {
      await HOLD(redis, [key], ms, windowMs);
    },
  };
}
