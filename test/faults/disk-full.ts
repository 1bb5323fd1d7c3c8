import { noDisk } from './harness/disk.ts';
import type { Fault } from './harness/fault.ts';
import { SPREAD_MS } from './harness/house.ts';

const FULL_MS = 8000;
const REFUSED = 'on our side';
const DONE = 'All reminders are paused.';

/** The disk of Redis is full for some seconds, and somebody wants something changed meanwhile and afterwards. */
export const diskFull: Fault = {
  name: 'disk full on the append-only file',
  mayRepeat: true,
  absent: noDisk,
  hasDisk: true,
  async happen({ start, plan, fillDisk, telegram }, chance) {
    await start('all');
    const ann = telegram.person('ann');
    const ask = async (): Promise<string> => (await ann.press('pause:all')).text;
    await ann.say('/remind');
    await plan(8);
    await chance.within(SPREAD_MS / 2);
    const free = await fillDisk();
    const asked = ask();
    await chance.within(FULL_MS);
    await free();
    // A bot that has lost Redis for long listens again when it is back.
    const refusal = await asked;
    const answer = refusal.includes(REFUSED) ? await ask() : refusal;
    if (!answer.includes(DONE)) throw new Error(`somebody was told: ${refusal} ${answer}`);
  },
};
