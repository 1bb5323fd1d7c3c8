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
      const args = [RUN, '--root', root, '--globals'];
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
  ['one fails', { 'a.test.js': `${PASSES}test('fails', () => expect(1).toBe(2));` }, 1, '1 passed, 1 failed'],
  [
    'one is skipped',
    { 'a.test.js': `${PASSES}test('no', ({ skip }) => skip('no browser'));` },
    0,
    '1 passed, 0 failed, 1 skipped',
  ],
  ['all are skipped', { 'a.test.js': "test.skip('no', () => {});" }, 1, '0 passed, 0 failed, 1 skipped'],
  ['no file', {}, 1, '0 passed, 0 failed'],
  ['a file without tests', { 'a.test.js': '' }, 1, '0 passed, 1 failed'],
  [
    'a file throws',
    { 'a.test.js': PASSES, 'b.test.js': "throw new Error('boom');" },
    1,
    '1 passed, 1 failed',
  ],
  [
    'a hook throws',
    { 'a.test.js': `beforeAll(() => { throw new Error('boom'); });\n${PASSES}`, 'b.test.js': PASSES },
    1,
    '1 passed, 1 failed, 1 skipped',
  ],
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

test.concurrent('a skipped test is named with its reason', async () => {
  const { lines } = await run({ 'a.test.js': `${PASSES}test('page', ({ skip }) => skip('no browser'));` });
  expect(lines.at(-2)).toBe('skipped: a.test.js > page (no browser)');
});
