import { randomBytes } from 'node:crypto';
import { budgetKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { script } from '#store/script.ts';

/** At most `max` turns in any window of time, counted across all processes by Redis's clock. */
export interface Budget {
  /**
   * Takes a turn if one is free now.
   * @param turn any name that no other turn has
   * @returns 0, or the milliseconds after which to ask again; then nothing was taken
   */
  take(turn: string): Promise<number>;
  /** The turn's work is done: only now is it certain that it did not happen later. */
  done(turn: string): Promise<void>;
  /**
   * Reserves the next free turn, now or later, ahead of callers of `take`, who keep `spare` turns.
   * @returns milliseconds until the turn
   */
  reserve(): Promise<number>;
  /** Gives nobody a turn for this many milliseconds; a longer hold stays. */
  hold(ms: number): Promise<void>;
  /** Whether eight in ten of the last window's turns were used. */
  isFull(): Promise<boolean>;
}

export interface Rate {
  readonly max: number;
  readonly windowMs: number;
  /** Turns in a window that `reserve` leaves to `take`, so that neither starves. None by default. */
  readonly spare?: number;
}

/** How long a message is assumed to take to arrive, until `done` is called. */
const FLIGHT_MS = 30;

/** If at least this share of turns was used, a platform's "slow down" may mean all of us. */
const FULL = 0.8;

/** No turn can be this many windows ahead: a later one was taken before Redis's clock was set back. */
const FAR = 1000;

/** Prefix of reserved members; all others except `hold` were taken. */
const RESERVED = 'reserved:';

// One sorted set: every turn by its time, and under `hold` the end of a hold. Taken turns are free now and come nearly
// evenly, so that one is soon free for those who reserve. Where turns are reserved for later, a window still holds no
// more than `max`: those who reserve use `max - spare`, those who take use `spare`.
const TURN = script(`
  local key, id, flight = KEYS[1], ARGV[1], tonumber(ARGV[4])
  local max, window, spare = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[6])
  local isReserved = string.find(id, '${RESERVED}', 1, true) == 1
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  local count = redis.call('ZCARD', key)
  local function free(most)
    if count < most then return now end
    return math.max(now, redis.call('ZRANGE', key, count - most, count - most, 'WITHSCORES')[2] + window)
  end
  local function spared()
    local taken = {}
    local all = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
    for index = 1, #all, 2 do
      local isTaken = all[index] ~= 'hold' and string.find(all[index], '${RESERVED}', 1, true) ~= 1
      if isTaken then taken[#taken + 1] = tonumber(all[index + 1]) end
    end
    if #taken < spare then return now end
    return math.max(now, taken[#taken - spare + 1] + window)
  end
  local last = tonumber(redis.call('ZRANGE', key, -1, -1, 'WITHSCORES')[2] or 0)
  local at
  if isReserved then
    at = free(max - spare)
    -- Messages that are sent all at once arrive a little later than others, and would meet the next ones.
    if at > now then at = math.max(at, last - flight + window / (max - spare)) end
  elseif spare > 0 and last > now + flight then
    at = math.min(free(max), spared())
  else
    at = free(max)
    if count > 0 and window > max then
      at = math.max(at, last - flight + 0.9 * window / max)
    end
  end
  if at > now + tonumber(ARGV[5]) then
    redis.call('DEL', key)
    at = now
  end
  at = math.max(at, redis.call('ZSCORE', key, 'hold') or 0)
  if isReserved or at <= now then
    redis.call('ZADD', key, string.format('%.3f', at + flight), id)
    local life = math.ceil(at + flight - now + window)
    if redis.call('PTTL', key) < life then redis.call('PEXPIRE', key, life) end
  end
  return math.ceil(at - now)`);

const USED = script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  return redis.call('ZCOUNT', KEYS[1], now - ARGV[1], now + ARGV[2])`);

// Even a message that took so long that its turn has been forgotten.
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

/** @param name what the budget is for: one key in Redis, so that the script needs no other */
export function createBudget(redis: RedisClient, name: string, { max, windowMs, spare = 0 }: Rate): Budget {
  const key = budgetKey(name);
  const turn = async (id: string): Promise<number> =>
    Number(await TURN(redis, [key], id, max, windowMs, FLIGHT_MS, FAR * windowMs, spare));
  return {
    take: turn,
    async done(name) {
      await DONE(redis, [key], name, windowMs);
    },
    reserve: () => turn(`${RESERVED}${randomBytes(9).toString('base64url')}`),
    async hold(ms) {
      await HOLD(redis, [key], ms, windowMs);
    },
    isFull: async () => Number(await USED(redis, [key], windowMs, FLIGHT_MS)) >= FULL * max,
  };
}
