import { parseArgs } from 'node:util';
import type { Fault } from './harness/fault.ts';
import { run } from './harness/fault.ts';
import type { Pace } from './harness/house.ts';
import { FAULTS } from './harness/list.ts';
import { type Result, writeTable } from './harness/table.ts';
import { isAllowed, sum, type Tally } from './harness/tally.ts';

/** As in production. What was not told after four minutes is lost: by then the sweep has looked at it twice. */
const PACE: Pace = { locks: {}, pauseMs: 30_000, patienceMs: 240_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Runs at a time: most of them only wait. */
    lanes: { type: 'string', default: '16' },
    /** Adds to the rows of before, for as many sittings as it takes. */
    more: { type: 'boolean', default: false },
  },
});
// Each run has a Redis that is to end with this process.
process.setMaxListeners(0);
const [runs, seed, lanes] = [Number(values.runs), Number(values.seed), Number(values.lanes)];
say(`${runs} runs of each, seed ${seed}`);

const names = positionals.length > 0 ? positionals : Object.keys(FAULTS);
const chosen = names.map((name) => ({ name, fault: faultNamed(name), tallies: [] as Tally[], failures: 0 }));
const present = chosen.filter(({ name, fault }) => {
  const why = fault.absent?.();
  if (why) say(`skipped: ${name} (${why})`);
  return !why;
});
// In turns, so that those that wait and those that work share the machine.
const waiting = Array.from({ length: runs }, (_, index) =>
  present.map((one) => ({ one, seed: seed + index })),
).flat();
// Asked to stop, it ends what has begun and tells what it has.
process.once('SIGINT', () => waiting.splice(0));
await Promise.all(Array.from({ length: lanes }, work));

const results = present.map(({ fault, tallies, failures }): Result => {
  const total = sum(tallies);
  return {
    fault,
    runs: tallies.length,
    total,
    failures,
    isKept: failures === 0 && isAllowed(total, fault.mayRepeat),
  };
});
await writeTable(results, values.more);
process.exit(results.every(({ isKept }) => isKept) ? 0 : 1);

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { one } = next;
    try {
      const { tally, notes, slowestMs } = await run(one.fault, next.seed, PACE);
      one.tallies.push(tally);
      if (!isAllowed(tally, one.fault.mayRepeat)) {
        say(
          `${one.name}, seed ${next.seed}: ${JSON.stringify(tally)}; slowest answer ${Math.round(slowestMs)} ms`,
        );
        for (const note of notes) say(`  ${note}`);
      }
    } catch (error) {
      one.failures += 1;
      say(`${one.name}, seed ${next.seed}: ${error instanceof Error ? error.message : 'failed'}`);
    }
    if (one.tallies.length + one.failures === runs)
      say(
        `${one.name}: ${JSON.stringify(sum(one.tallies))}${one.failures > 0 ? `, ${one.failures} failed` : ''}`,
      );
  }
}

function faultNamed(name: string): Fault {
  const fault = FAULTS[name];
  if (!fault) throw new Error(`${name} is none of: ${Object.keys(FAULTS).join(', ')}`);
  return fault;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
