import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

/** Redis stands still, as on a machine that swaps, for as long as the locks of jobs last. */
export const redisPaused: Fault = {
  name: 'Redis stopped (`SIGSTOP`) for 30 s',
  mayRepeat: true,
  async happen({ start, plan, signalRedis, pace }, chance) {
    await start();
    await plan(8);
    await chance.within(SPREAD_MS);
    const resume = await signalRedis('SIGSTOP');
    await pause(pace.pauseMs);
    resume();
  },
};
