import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';

/** Of two workers one stands still, with messages in hand, until the other one may have taken them over. */
export const stalledWorker: Fault = {
  name: 'two workers, one of them stopped (`SIGSTOP`) for longer than its locks last',
  mayRepeat: true,
  async happen({ start, plan, quiet, pace }, chance) {
    const stalled = await start();
    await start();
    const planned = plan(40);
    await chance.within(3000);
    await stalled.signal('SIGSTOP');
    await planned;
    if (chance.between(0, 2) < 1) await quiet();
    else await pause(pace.pauseMs * chance.between(1, 2));
    await stalled.signal('SIGCONT');
  },
};
