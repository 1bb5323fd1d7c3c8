import type { Fault } from './harness/fault.ts';

const PEOPLE = 60;
const EVERY_MS = 2000;

/** As many answers as Telegram takes at all. */
export const crowd: Fault = {
  name: '60 people on each platform say 30 things a second',
  mayRepeat: false,
  async happen({ start, plan, talk }) {
    await start('all');
    await Promise.all([plan(4), talk.bystanders(PEOPLE, { times: 4, everyMs: EVERY_MS })]);
  },
};
