import { execFile } from 'node:child_process';
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE = 4 * 1024 * 1024;

/** A disk so small that a test can fill it. */
export interface Disk {
  readonly folder: string;
  /** Takes all the space that is left; what is returned gives it back. */
  fill(): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** Why there can be no such disk here, or null. */
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
