import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRematch } from '../test/e2e/process.ts';
import { isQuick, tell } from './house.ts';

/**
 * From `spawn` to "ready": the real process with the playground and its own Redis, first on a new data folder and then
 * on that folder again. Baseline: a process that imports the same libraries and starts the same Redis. The best of
 * several, taken in turn; the first start after an installation, which compiles, is not among them.
 */
const ROUNDS = isQuick ? 3 : 10;

const fresh: number[] = [];
const used: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  await inFolder(async (folder) => {
    fresh.push(await real(folder));
    used.push(await real(folder));
  });
  bare.push(await inFolder(librariesAndRedis));
}

const [best, bestUsed, bestBare] = [fresh, used, bare].map((all) => Math.min(...all)) as [
  number,
  number,
  number,
];
tell({
  what: `start: spawn to ready, best of ${ROUNDS}`,
  ours: `${best.toFixed(0)} ms; on a used data folder ${bestUsed.toFixed(0)} ms`,
  against: `the same libraries and Redis alone: ${bestBare.toFixed(0)} ms`,
  ratio: best / bestBare,
  target: 'at most 1.5',
  isMet: best / bestBare <= 1.5,
});

async function real(folder: string): Promise<number> {
  const began = performance.now();
  const rematch = await startRematch({ DATA_DIR: folder });
  const ms = performance.now() - began;
  await rematch.stop();
  return ms;
}

async function librariesAndRedis(folder: string): Promise<number> {
  const began = performance.now();
  const child = fork(fileURLToPath(new URL('./start-bare.ts', import.meta.url)), [folder]);
  await once(child, 'message');
  const ms = performance.now() - began;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  return ms;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-start-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
