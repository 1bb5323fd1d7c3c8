import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

/** The worker dies at once when a record says that it was told, so that its job still stands. */
export const killMarked: Fault = {
  name: '`kill -9` of a worker after mark',
  mayRepeat: true,
  async happen({ start, plan, wire, redis, meantFor }, chance) {
    const worker = await start();
    const planned = plan(8);
    await redis.config('SET', 'notify-keyspace-events', 'Kh');
    const changes = redis.duplicate();
    await changes.psubscribe('*:rematch:person:*');
    await chance.within(SPREAD_MS / 2);
    let told = '';
    const marked = new Promise<void>((resolve) => {
      changes.on('pmessage', (_, key: string) => {
        if (told !== '' && key.includes(told)) resolve();
      });
    });
    await wire.strike(async (request, pass) => {
      const answer = await pass();
      told = meantFor(request)?.person ?? '';
      return answer;
    });
    await marked;
    await worker.signal('SIGKILL');
    changes.disconnect();
    await planned;
    await start();
  },
};
