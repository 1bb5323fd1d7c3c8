import { filesThatReach, testFiles } from './imports.ts';
import type { Run } from './runs.ts';

const DEPTH = 10;

/** Files that go deeper on request, and those that run only then. */
function deepFiles(): readonly string[] {
  const deeper = new Set(filesThatReach('test/depth.ts'));
  return testFiles().filter((file) => file.endsWith('.deep.test.ts') || deeper.has(file));
}

/** The long random runs, and the tests that go deeper: ten times the cases, and everything that is otherwise sampled. */
export function deepRun(): Run {
  const env = { REMATCH_TEST_DEPTH: String(DEPTH) };
  return { title: `random runs, ${DEPTH} times as deep`, args: deepFiles(), env };
}

/** Everything that the deep run leaves. */
export function shallowRun(): Run {
  const deep = new Set(deepFiles());
  return { title: 'every other test, today', args: testFiles().filter((file) => !deep.has(file)) };
}
