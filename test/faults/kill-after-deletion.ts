import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';

/** The file is written anew five seconds after a deletion: the kill comes before, during, or after. */
const REWRITE_MS = 6000;
/** Looks at the files, one a second, until nothing is left in them. */
const LOOKS = 60;

/** Somebody deletes everything, and Rematch dies before the append-only file is rid of it. */
export const killAfterDeletion: Fault = {
  name: '`kill -9` of Rematch after a deletion, before or while the file of Redis is written anew',
  mayRepeat: true,
  async happen({ start, plan, telegram, held, tracesOf }, chance) {
    const rematch = await start('all');
    const ann = telegram.person('ann');
    await ann.say('/remind');
    const before = await held('telegram', ann.id);
    const { buttons } = await ann.press('erase:ask');
    const { text } = await ann.press(buttons.find(({ id }) => id.startsWith('eraseall:'))?.id ?? '');
    if (!text.includes('deleted')) throw new Error(`somebody who deleted everything was told: ${text}`);
    await chance.within(REWRITE_MS);
    await rematch.signal('SIGKILL');
    const planned = plan(4);
    await start('all');
    await planned;
    for (let looks = 0; (await tracesOf(before)) > 0; looks += 1) {
      if (looks === LOOKS) throw new Error('the files still hold somebody who was deleted');
      await pause(1000);
    }
  },
};
