import { setTimeout as pause } from 'node:timers/promises';
import { noClock } from './harness/clock.ts';
import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

const HOUR_S = 3600;
/** By then the worker has looked at its clock. */
const NOTICED_MS = 1500;

/** The clock of the workers is an hour wrong for some seconds, ahead or behind. Redis has its own. */
export const clockJump: Fault = {
  name: 'clock of a worker jumps an hour ahead or back, and is set right again',
  mayRepeat: false,
  absent: noClock,
  hasClock: true,
  async happen({ start, plan, setClock }, chance) {
    await start();
    const jump = async (): Promise<void> => {
      await chance.within(SPREAD_MS);
      await setClock(chance.pick([HOUR_S, -HOUR_S]));
      await pause(NOTICED_MS);
      await chance.within(SPREAD_MS);
      await setClock(0);
    };
    await Promise.all([plan(8), jump()]);
  },
};
