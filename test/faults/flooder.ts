import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './harness/fault.ts';

const PER_SECOND = 100;
const SECONDS = 5;

/** Somebody on each platform sends a hundred messages a second while others talk. */
export const flooder: Fault = {
  name: 'one person on each platform sends 100 messages a second while others talk',
  mayRepeat: false,
  async happen({ start, plan, telegram, discord, talk }) {
    await start('all');
    const [theirs, ours] = [telegram.person('flooder'), discord.user('flooder')];
    const flood = async (): Promise<void> => {
      for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
        theirs.say('/help').catch(() => undefined);
        discord.slash(ours, 'help').catch(() => undefined);
        await pause(1000 / PER_SECOND);
      }
    };
    await Promise.all([plan(4), flood(), talk.bystanders(4, { times: 2 * SECONDS, everyMs: 500 })]);
  },
};
