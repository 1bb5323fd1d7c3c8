import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that start nothing and change nothing outside themselves: they share what a process has loaded. */
const PURE = [
  'test/core/**/*.test.ts',
  'test/adviser/**/*.test.ts',
  'test/bots/commands/**/*.test.ts',
  'test/{adviser,examples,knowledge,texts,settings}.test.ts',
];

/** Long random runs, which only `npm run test:deep` takes. */
const DEEP = 'test/**/*.deep.test.ts';
const isDeep = Number(process.env.REMATCH_TEST_DEPTH ?? 1) > 1;

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['test/watched-log.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    // Processes that tests start find what an earlier one compiled.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/rematch', import.meta.url)) },
    sequence: { shuffle: true },
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: isDeep ? PURE : [...PURE, DEEP] },
      },
    ],
  },
});
