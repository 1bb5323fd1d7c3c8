import { describe, expect, test } from 'vitest';
import { type Fault, run } from './harness/fault.ts';
import type { Pace } from './harness/house.ts';
import { FAULTS } from './harness/list.ts';
import { isAllowed } from './harness/tally.ts';

/** As briefly as it may be: `npm run faults` waits as long as production does. */
const PACE: Pace = {
  locks: { lockDuration: 4000, stalledInterval: 1000 },
  pauseMs: 5000,
  patienceMs: 60_000,
};

/** People talk in these: beside others there would be more of them than this machine can answer. */
const TALKED = ['busy-chat', 'flooder', 'crowd', 'passing-errors'];
const [talked, others] = [true, false].map((isTalked) =>
  Object.entries(FAULTS).filter(([name]) => TALKED.includes(name) === isTalked),
);

async function befall([name, fault]: readonly [string, Fault], skip: (why: string) => void): Promise<void> {
  const why = fault.absent?.();
  if (why) skip(why);
  const seed = Date.now() % 1_000_000;
  const outcome = await run(fault, seed, PACE);
  const said = `${name}, seed ${seed}: ${JSON.stringify(outcome)}`;
  expect(isAllowed(outcome.tally, fault.mayRepeat), said).toBe(true);
}

describe.concurrent('what goes wrong loses nothing and repeats nothing that was marked', () => {
  test.for(others ?? [])('%s', { timeout: 120_000 }, (one, { skip }) => befall(one, skip));
});

describe('what goes wrong leaves nobody without an answer', () => {
  test.for(talked ?? [])('%s', { timeout: 120_000 }, (one, { skip }) => befall(one, skip));
});
