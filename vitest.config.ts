import { defineConfig } from 'vitest/config';

/** Tests that load other test files, and those that weigh what the process does. */
const ALONE = ['test/store/cluster.test.ts', 'test/bots/chat/growth.test.ts'];

/** Long random runs, which only `npm run test:deep` takes. */
const DEEP = 'test/**/*.deep.test.ts';
const isDeep = Number(process.env.REMATCH_TEST_DEPTH ?? 1) > 1;
const elsewhere = isDeep ? [] : [DEEP];

/** Node loads the TypeScript as it is, as in production, and finds what an earlier run compiled. */
const NATIVE = { viteModuleRunner: false, nodeLoader: false } as const;

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    experimental: NATIVE,
    // What a process has loaded serves all its files: loading is most of what a small file costs.
    isolate: false,
    setupFiles: ['test/watched-log.setup.ts'],
    // Ten times as many random cases take ten times as long.
    testTimeout: isDeep ? 600_000 : 60_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    // Most of what is polled reads a record, which costs milliseconds.
    expect: { poll: { timeout: 20_000, interval: 50 } },
    sequence: { shuffle: true },
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: [...ALONE, ...elsewhere] },
      },
      // A group of its own: among the others in the shuffled queue, each of these files would end a process that others share.
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true, sequence: { groupOrder: 1 } } },
    ],
  },
});
