import { describe, expect, test } from 'vitest';
import { run } from './harness/fault.ts';
import type { Pace } from './harness/house.ts';
import { FAULTS } from './harness/list.ts';
import { isAllowed } from './harness/tally.ts';

/** As briefly as it may be: `npm run faults` waits as long as production does. */
const PACE: Pace = {
  locks: { lockDuration: 4000, stalledInterval: 1000 },
  pauseMs: 5000,
  patienceMs: 60_000,
};

describe.concurrent('what goes wrong loses nothing and repeats nothing that was marked', () => {
  test.for(Object.entries(FAULTS))('%s', { timeout: 120_000 }, async ([name, fault], { skip }) => {
    const why = fault.absent?.();
    if (why) skip(why);
    const seed = Date.now() % 1_000_000;
    const tally = await run(fault, seed, PACE);
    expect(isAllowed(tally, fault.mayRepeat), `${name}, seed ${seed}: ${JSON.stringify(tally)}`).toBe(true);
  });
});
