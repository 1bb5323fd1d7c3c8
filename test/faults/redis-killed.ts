import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

/** Redis dies as in a power cut and comes back with what it had written. */
export const redisKilled: Fault = {
  name: '`kill -9` of Redis, and its restart',
  mayRepeat: true,
  async happen({ start, plan, signalRedis }, chance) {
    await start();
    await plan(8);
    await chance.within(SPREAD_MS);
    await signalRedis('SIGKILL');
  },
};
