import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const RUN = new URL('run.ts', import.meta.url).pathname;

/** Runs `npm test` on the given test files; `test` and the like are globals there. */
async function run(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'rematch-run-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
    // The inner run must not think that it is a worker of the outer one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
    );
    return await new Promise<{ code: number; lines: readonly string[] }>((done) => {
      const args = [RUN, '--root', root, '--globals', '--pool=threads'];
      execFile(process.execPath, args, { env }, (error, stdout) =>
        done({ code: error ? Number(error.code) : 0, lines: stdout.trimEnd().split('\n') }),
      );
    });
  } finally {
    await rm(root, { recursive: true });
  }
}

const PASSES = "test('passes', () => expect(1).toBe(1));\n";

test.concurrent.each([
  ['all pass', { 'a.test.js': PASSES + PASSES }, 0, '2 passed, 0 failed'],
  [
    'one fails, a file throws, a hook throws and a file has no tests',
    {
      'a.test.js': `${PASSES}test('fails', () => expect(1).toBe(2));`,
      'b.test.js': "throw new Error('boom');",
      'c.test.js': `beforeAll(() => { throw new Error('boom'); });\n${PASSES}`,
      'd.test.js': '',
    },
    1,
    '1 passed, 4 failed, 1 skipped',
  ],
  ['all are skipped', { 'a.test.js': "test.skip('no', () => {});" }, 1, '0 passed, 0 failed, 1 skipped'],
  ['no file', {}, 1, '0 passed, 0 failed'],
  [
    'an error outside any test',
    { 'a.test.js': `${PASSES}afterAll(() => { Promise.reject(new Error('boom')); });` },
    1,
    '1 passed, 1 failed',
  ],
])('%s', async (_case, files, code, closing) => {
  const result = await run(files);
  expect(result.lines.at(-1)).toBe(closing);
  expect(result.code).toBe(code);
});

test.concurrent('a skipped test is named with its reason and counted, and no failure', async () => {
  const skipped = "test('page', ({ skip }) => skip('no browser'));";
  const { code, lines } = await run({ 'a.test.js': PASSES + skipped });
  expect(lines.slice(-2)).toEqual([
    'skipped: a.test.js > page (no browser)',
    '1 passed, 0 failed, 1 skipped',
  ]);
  expect(code).toBe(0);
});
