import { randomBytes } from 'node:crypto';
import { link, mkdir, open as openFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY_BYTES, newKey } from '#store/seal.ts';

/** The master key cannot be used as given. The message says what to do. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/**
 * The master key: from the setting if there is one, else from `<dataDir>/master.key`.
 * @param secret 32 bytes in base64, or null
 * @returns 32 bytes, or null if there is neither
 * @throws {MasterKeyError}
 */
export async function findMasterKey(secret: string | null, dataDir: string): Promise<Uint8Array | null> {
  if (secret !== null) return readMasterKey(secret, 'REMATCH_SECRET');
  const file = fileIn(dataDir);
  const text = await clearly(file, () => readKeyFile(file));
  return text === null ? null : readMasterKey(text, file);
}

/** Creates `<dataDir>/master.key`, or reads the one another process has just created. @throws {MasterKeyError} */
export async function makeMasterKey(dataDir: string): Promise<Uint8Array> {
  const file = fileIn(dataDir);
  return clearly(file, async () => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return readMasterKey((await readKeyFile(file)) ?? (await makeKeyFile(file)), file);
  });
}

const fileIn = (dataDir: string): string => join(dataDir, 'master.key');

async function clearly<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MasterKeyError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new MasterKeyError(
      `${file} cannot be read or made (${code}). Check who owns it and its folder, or choose another DATA_DIR.`,
    );
  }
}

/**
 * Reads a 32-byte key in base64.
 * @param from where it was found, for the error message
 * @throws {MasterKeyError}
 */
export function readMasterKey(text: string, from: string): Uint8Array {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length === KEY_BYTES && /^[A-Za-z0-9+/]{43}=?$/.test(trimmed)) return key;
  throw new MasterKeyError(
    `${from} must hold ${KEY_BYTES} bytes in base64. Make one with: openssl rand -base64 ${KEY_BYTES}`,
  );
}

async function readKeyFile(file: string): Promise<string | null> {
  const handle = await openFile(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return null;
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0)
      throw new MasterKeyError(`Others can read ${file}. Close it with: chmod 600 '${file}'`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Written and synced under another name, then linked: a crash or a second process never leaves half a key. */
async function makeKeyFile(file: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await openFile(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${Buffer.from(newKey()).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncFolder(dirname(file));
  } finally {
    await rm(draft, { force: true });
  }
  const kept = await readKeyFile(file);
  if (kept === null) throw new MasterKeyError(`${file} vanished while it was being created. Start again.`);
  return kept;
}

/** If a power cut lost the key, every record would be lost with it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await openFile(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
