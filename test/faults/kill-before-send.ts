import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

/** The worker dies with a message that the platform never gets. */
export const killBeforeSend: Fault = {
  name: '`kill -9` of a worker before send',
  mayRepeat: true,
  async happen({ start, plan, wire }, chance) {
    const worker = await start();
    const planned = plan(8);
    await chance.within(SPREAD_MS / 2);
    await wire.strike(async () => {
      await worker.signal('SIGKILL');
      return null;
    });
    await planned;
    await start();
  },
};
