import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Run } from './runs.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DEPTH = 10;
/** A test file that goes deeper on request imports this, directly or through the profiles it draws. */
const DEEPER = /from '[./]*(?:depth|profiles)\.ts'/;

/**
 * The long random runs, and the tests that go deeper: ten times the cases, and everything that is otherwise sampled.
 */
export async function deepRun(): Promise<Run> {
  const args: string[] = [];
  for await (const file of glob('test/**/*.test.ts', { cwd: ROOT }))
    if (file.endsWith('.deep.test.ts') || DEEPER.test(await readFile(`${ROOT}${file}`, 'utf8')))
      args.push(file);
  return { title: `random runs, ${DEPTH} times as deep`, args, env: { REMATCH_TEST_DEPTH: String(DEPTH) } };
}
