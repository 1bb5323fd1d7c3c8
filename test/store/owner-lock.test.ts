import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUseError, type OwnerLock, own } from '#store/owner-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rematch-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Leaves a socket that nobody listens on, as kill -9 does. */
async function leaveDeadSocket(): Promise<void> {
  const server = createServer().listen(join(folder, 'once'));
  await once(server, 'listening');
  await rename(join(folder, 'once'), join(folder, 'owner.00000000.sock'));
  await new Promise((resolve) => server.close(resolve));
}

async function race(starters: number): Promise<OwnerLock[]> {
  const results = await Promise.allSettled(Array.from({ length: starters }, () => own(folder)));
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DataDirInUseError);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

test('one owns, the next when it lets go', async () => {
  const lock = await own(folder);
  await expect(own(folder)).rejects.toThrow(DataDirInUseError);
  await lock.release();
  await (await own(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test.each([2, 3, 8])('of %i who find a dead socket at once one owns', async (starters) => {
  for (let round = 0; round < 30; round += 1) {
    await leaveDeadSocket();
    const locks = await race(starters);
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
    expect(await readdir(folder)).toEqual([]);
  }
});

test('a file in the place of a socket is nobody', async () => {
  await writeFile(join(folder, 'owner.00000000.sock'), '');
  await (await own(folder)).release();
});
