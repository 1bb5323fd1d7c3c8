import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';
import type { Answer } from './harness/wire.ts';

const BAD: readonly Answer[] = [
  { status: 502, type: 'text/html', body: Buffer.from('<html>Bad Gateway</html>') },
  {
    status: 500,
    type: 'application/json',
    body: Buffer.from(JSON.stringify({ ok: false, error_code: 500, description: 'Internal Server Error' })),
  },
];

/** Every other message is not taken, or its connection breaks before it is, while people talk. */
export const passingErrors: Fault = {
  name: 'every other message meets a 502, a 500 or a broken connection while people talk',
  mayRepeat: false,
  async happen({ start, plan, wire, talk }, chance) {
    await start('all');
    wire.fate = async ({ isMessage }, pass) => {
      if (!isMessage || chance.between(0, 2) < 1) return pass();
      return chance.pick([...BAD, null]);
    };
    await Promise.all([plan(4), talk.bystanders(4, { times: 4, everyMs: SPREAD_MS / 4 })]);
    wire.fate = (_, pass) => pass();
  },
};
