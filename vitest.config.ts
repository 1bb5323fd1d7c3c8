import { defineConfig } from 'vitest/config';

/** Tests that start nothing and change nothing outside themselves. */
const PURE = [
  'test/core/**/*.test.ts',
  'test/adviser/**/*.test.ts',
  'test/bots/commands/**/*.test.ts',
  'test/{adviser,examples,knowledge,texts,settings}.test.ts',
];

/** Tests whose helpers keep something for one file alone, and those that weigh what the process does. */
const ALONE = [
  'test/bots/playground/**/*.test.ts',
  'test/store/cluster.test.ts',
  'test/bots/chat/growth.test.ts',
];

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
    expect: { poll: { timeout: 20_000, interval: 20 } },
    sequence: { shuffle: true },
    projects: [
      { extends: true, test: { name: 'pure', include: PURE } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: [...PURE, ...ALONE, ...elsewhere] },
      },
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
    ],
  },
});
