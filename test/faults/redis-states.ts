import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';
import { type House, SPREAD_MS } from './harness/house.ts';

/** For how long Redis is not what it should be, at most. */
const WRONG_MS = 8000;

/** Redis is spoiled at some moment while people are due, and mended again. */
function state(
  name: string,
  spoil: (house: House) => Promise<unknown>,
  mend: (house: House) => Promise<unknown>,
): Fault {
  return {
    name,
    mayRepeat: true,
    async happen(house, chance) {
      await house.start();
      await house.plan(8);
      await chance.within(SPREAD_MS);
      await spoil(house);
      await pause(Math.min(WRONG_MS, house.pace.pauseMs));
      await mend(house);
    },
  };
}

export const redisFull = state(
  'Redis has no memory left for 8 s',
  ({ redis }) => redis.config('SET', 'maxmemory', '1'),
  ({ redis }) => redis.config('SET', 'maxmemory', '0'),
);

export const redisReadOnly = state(
  'Redis is a read-only replica for 8 s',
  // Nobody listens there, so its data stays as it is.
  ({ redis }) => redis.replicaof('127.0.0.1', '1'),
  ({ redis }) => redis.replicaof('NO', 'ONE'),
);

export const redisEmptied = state(
  'Redis is replaced by an empty one for 8 s',
  (house) => house.hideData(),
  (house) => house.showData(),
);
