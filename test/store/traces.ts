import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyRing } from '#store/key-ring.ts';

const WRAPPED_BYTES = 69;
/** As much of a sealed value as tells it from every other. */
const START_BYTES = 9;

/** What Redis holds of somebody, as it was before they were deleted. */
export interface Held {
  readonly id: string;
  /** Their data key under the master key. */
  readonly wrapped: Buffer;
  /** Their record under their data key. */
  readonly value: Buffer;
}

/** How much the files of a Redis hold of somebody: data keys that the master key still opens, and values under them. */
export async function traces(folder: string, keys: KeyRing, { id, wrapped, value }: Held): Promise<number> {
  const all = await filesIn(folder);
  const opened = offsets(all, wrapped.subarray(0, START_BYTES)).filter((at) => {
    try {
      return keys.unwrap(id, all.subarray(at, at + WRAPPED_BYTES)).length === 32;
    } catch {
      return false;
    }
  });
  return opened.length + offsets(all, value.subarray(0, START_BYTES)).length;
}

/** One that is rewritten meanwhile counts as empty. */
async function filesIn(folder: string): Promise<Buffer> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = names
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0)));
  return Buffer.concat(await Promise.all(contents));
}

function offsets(all: Buffer, part: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = all.indexOf(part); at >= 0; at = all.indexOf(part, at + 1)) found.push(at);
  return found;
}
