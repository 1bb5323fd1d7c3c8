import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';

/** Half of them would have been silenced when one chat's wait was taken for everyone's. */
const BYSTANDERS = 4;

/** One chat on Telegram asks to wait for half a minute, again and again, while its person goes on and others talk. */
export const busyChat: Fault = {
  name: 'a Telegram chat answers 429 for 30 s, at a message a second, while others talk',
  mayRepeat: false,
  async happen({ start, plan, telegram, talk, pace }, chance) {
    await start('all');
    const waitS = Math.ceil(pace.pauseMs / 1000);
    const busy = telegram.person('busy');
    await busy.say('/help');
    const heal = telegram.trouble({ how: 'busy', chat: busy.id, method: 'sendMessage', retryAfter: waitS });
    const before = busy.room.messages.size;
    const said = Array.from({ length: waitS }, async (_, index) => {
      await pause(index * 1000);
      return busy.say(`/${index % 2 === 0 ? 'help' : 'support'}`).catch(() => null);
    });
    await Promise.all([
      plan(4),
      talk.bystanders(BYSTANDERS, { times: waitS, everyMs: 1000 }),
      chance
        .within(1000)
        .then(() => pause(waitS * 1000))
        .then(heal),
      ...said,
    ]);
    // The last wait began just before it was healed, and the answers come one a second.
    const all = (): number => busy.room.messages.size - before;
    for (let left = 3 * waitS; left > 0 && all() < waitS; left -= 1) await pause(1000);
    talk.talked.asked += waitS;
    talk.talked.silent += Math.max(waitS - all(), 0);
    talk.talked.twice += Math.max(all() - waitS, 0);
  },
};
