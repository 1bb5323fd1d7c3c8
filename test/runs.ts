import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { close, closingLine, readClosing, type Tally } from './closing.ts';

const RUN = fileURLToPath(new URL('run.ts', import.meta.url));

/** One run of `npm test` among several. */
export interface Run {
  readonly title: string;
  /** As for `vitest run`; none means every test. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs one after the other and ends the process with one closing line for all of them. Each run's own closing line is
 * printed after its title, so that only the last line looks like one. Exits with 1 if anything failed or a run proved
 * nothing.
 */
export async function closeRuns(runs: readonly Run[]): Promise<void> {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const run of runs) {
    const tally = await tallyOf(run);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    lines.push(`${run.title}: ${closingLine(tally)}\n`);
  }
  process.stdout.write(`\n${lines.join('')}`);
  close(total, total.failed === 0 && total.passed > 0 ? 0 : 1);
}

/** A run that fails without a failed test, or ends without a closing line, counts as one that failed. */
async function tallyOf({ title, args = [], env = {} }: Run): Promise<Tally> {
  process.stdout.write(`\n== ${title} ==\n`);
  const child = spawn(process.execPath, [RUN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let tally: Tally | null = null;
  for await (const line of createInterface(child.stdout)) {
    const closing = readClosing(line);
    if (closing) tally = closing;
    else process.stdout.write(`${line}\n`);
  }
  const [code] = await ended;
  const found = tally ?? { passed: 0, failed: 1, skipped: 0 };
  return code === 0 || found.failed > 0 ? found : { ...found, failed: 1 };
}
