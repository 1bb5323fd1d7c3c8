import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

/** The worker dies when the platform has taken a message and not yet answered. */
export const killUnmarked: Fault = {
  name: '`kill -9` of a worker between send and mark',
  mayRepeat: true,
  async happen({ start, plan, wire }, chance) {
    const worker = await start();
    const planned = plan(8);
    await chance.within(SPREAD_MS / 2);
    await wire.strike(async (_, pass) => {
      await pass();
      await worker.signal('SIGKILL');
      return null;
    });
    await planned;
    await start();
  },
};
