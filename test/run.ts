import { setTimeout as pause } from 'node:timers/promises';
import type { TestModule } from 'vitest/node';
import { COMPILED } from '#app/compile-cache.ts';
import { close, type Tally } from './closing.ts';

const CLOSE_MS = 10_000;

/**
 * Runs the tests and prints `N passed, N failed` (and `, N skipped`) as the last line.
 * Takes the arguments of `vitest run`. Exits with 1 if anything failed or nothing ran.
 */
async function main(): Promise<void> {
  // The processes that run the tests, and those that tests start, find what an earlier one compiled.
  process.env.NODE_COMPILE_CACHE = COMPILED;
  const { parseCLI, startVitest } = await import('vitest/node');
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
  const vitest = await startVitest(filter, { ...options, watch: false });
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of vitest.state.getTestModules()) count(file, tally);
  tally.failed += vitest.state.getUnhandledErrors().length;
  // Every result is in, so a worker that will not end must not hold back the closing line.
  await Promise.race([vitest.close(), pause(CLOSE_MS)]);
  const ok = tally.failed === 0 && tally.passed > 0 && !process.exitCode;
  close(tally, ok ? 0 : 1);
}

function count(file: TestModule, tally: Tally): void {
  let failedInside = false;
  for (const test of file.children.allTests()) {
    const result = test.result();
    if (result.state === 'passed') tally.passed += 1;
    else if (result.state === 'skipped') {
      tally.skipped += 1;
      print(`skipped: ${file.relativeModuleId} > ${test.fullName}${result.note ? ` (${result.note})` : ''}`);
    } else {
      // A test still pending after the run was cut off by a crash, so it proves nothing.
      failedInside = true;
      tally.failed += 1;
    }
  }
  // An import or a hook that throws fails the file, while its tests only look skipped or are not even known.
  if (file.state() === 'failed' && !failedInside) tally.failed += 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  close({ passed: 0, failed: 1, skipped: 0 }, 1);
});
