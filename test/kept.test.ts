import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const KEEPER = fileURLToPath(new URL('keeper.ts', import.meta.url));
const CACHE = fileURLToPath(new URL('../node_modules/.cache/rematch-kept/', import.meta.url));
let name: string;
let folder: string;

beforeEach(async () => {
  name = `test-${randomUUID()}`;
  folder = await mkdtemp(join(tmpdir(), 'rematch-kept-'));
  await writeFile(join(folder, 'source.yaml'), 'one');
});
afterEach(async () => {
  for (const file of await files()) await rm(join(CACHE, file));
  await rm(folder, { recursive: true });
});

const files = async () => (await readdir(CACHE).catch(() => [])).filter((file) => file.startsWith(name));

/** Asks twice in a process of its own, which would work out `value`. */
async function ask(value: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [KEEPER, name, folder, value]);
  return JSON.parse(stdout);
}

test('is worked out once, and again after a source has changed, is new or is gone', async () => {
  expect(await ask('a')).toEqual({ worked: 1, results: ['a', 'a'] });
  expect(await ask('b')).toEqual({ worked: 0, results: ['a', 'a'] });
  await writeFile(join(folder, 'source.yaml'), 'two');
  expect(await ask('c')).toEqual({ worked: 1, results: ['c', 'c'] });
  await writeFile(join(folder, 'another.yaml'), '');
  expect(await ask('d')).toEqual({ worked: 1, results: ['d', 'd'] });
  await rm(join(folder, 'source.yaml'));
  expect(await ask('e')).toEqual({ worked: 1, results: ['e', 'e'] });
  expect(await files()).toHaveLength(1);
});

test('is worked out again where the file with it is damaged, and a failure is not kept', async () => {
  expect(await ask('fail')).toEqual({ worked: 2, results: [null, null] });
  expect(await files()).toEqual([]);
  expect(await ask('a')).toEqual({ worked: 1, results: ['a', 'a'] });
  for (const file of await files()) await truncate(join(CACHE, file), 5);
  expect(await ask('b')).toEqual({ worked: 1, results: ['b', 'b'] });
});
