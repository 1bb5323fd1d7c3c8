import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LOADER = new URL('../src/env-file.ts', import.meta.url).href;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-env-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a program started by the loader finds in ROLE. */
async function role(env: Readonly<Record<string, string>> = {}) {
  const args = ['--import', LOADER, '-p', 'process.env.ROLE'];
  return promisify(execFile)(process.execPath, args, { cwd: folder, env });
}

test('without a file nothing is said', async () => {
  expect(await role()).toEqual({ stdout: 'undefined\n', stderr: '' });
});

test('a file is read, and the environment wins over it', async () => {
  await writeFile(join(folder, '.env'), 'ROLE=worker\n');
  expect(await role()).toEqual({ stdout: 'worker\n', stderr: '' });
  expect(await role({ ROLE: 'bot' })).toEqual({ stdout: 'bot\n', stderr: '' });
});

test('whatever reads settings from npm goes through it', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  for (const name of ['start', 'admin']) expect(scripts[name]).toContain('--import ./src/env-file.ts ');
});
