import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Debian and Ubuntu, Fedora, and Alpine put it. */
const PLACES = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', '../lib64/', ''];
const LIBRARY = PLACES.map((place) => `/usr/lib/${place}faketime/libfaketime.so.1`).find(existsSync);

/** A clock that a test can set, for processes started with its `env`. */
export interface Clock {
  readonly env: Readonly<Record<string, string>>;
  /** How many seconds it is ahead of ours; within a second they all see it. */
  set(ahead: number): Promise<void>;
}

/** Why such a clock is not available here, or null. */
export function noClock(): string | null {
  return LIBRARY ? null : 'faketime is not installed: ./setup --test brings it';
}

export async function createClock(folder: string): Promise<Clock> {
  const file = join(folder, 'clock');
  const set = async (ahead: number): Promise<void> => {
    await writeFile(`${file}.next`, `${ahead < 0 ? '' : '+'}${ahead}`);
    await rename(`${file}.next`, file);
  };
  await set(0);
  const env = {
    LD_PRELOAD: LIBRARY ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  return { env, set };
}
