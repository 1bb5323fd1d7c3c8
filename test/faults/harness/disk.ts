import { execFile } from 'node:child_process';
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE = 4 * 1024 * 1024;

/** A disk small enough for a test to fill. */
export interface Disk {
  readonly folder: string;
  /** Uses up all the space left; the returned function frees it again. */
  fill(): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** Why such a disk is not available here, or null. */
export function noDisk(): string | null {
  return process.platform === 'linux' && process.getuid?.() === 0 ? null : 'only root may mount a small disk';
}

export async function mountDisk(): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    async fill() {
      await writeFile(ballast, Buffer.alloc(SIZE)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOSPC') throw error;
      });
      return () => rm(ballast);
    },
    async remove() {
      await run('umount', [folder]);
      await rmdir(folder);
    },
  };
}
