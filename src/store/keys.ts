import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open as openFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Platform } from '#core/platform.ts';
import { CHECK_KEY } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { KEY_BYTES, newKey, open, seal, WrongKeyError } from '#store/seal.ts';

/** The master key can not be used as it is given. The message says what to do. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/**
 * The master key: from the setting where there is one, else from `<dataDir>/master.key`, made once.
 * @param secret 32 bytes in base64, or null
 * @returns 32 bytes
 * @throws {MasterKeyError}
 */
export async function loadMasterKey(secret: string | null, dataDir: string): Promise<Uint8Array> {
  if (secret !== null) return decode(secret, 'REMATCH_SECRET');
  const file = join(dataDir, 'master.key');
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return decode((await readKeyFile(file)) ?? (await makeKeyFile(file)), file);
  } catch (error) {
    if (error instanceof MasterKeyError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new MasterKeyError(`${file} can not be read or made (${code}). Check who owns it and its folder.`);
  }
}

/**
 * Refuses a master key that is not the one this Redis was first used with.
 * @throws {WrongKeyError | DamagedValueError}
 */
export async function checkMasterKey(redis: RedisClient, masterKey: Uint8Array): Promise<void> {
  await redis.set(CHECK_KEY, seal(masterKey, ['check'], Buffer.from('rematch')), 'NX');
  const kept = await redis.getBuffer(CHECK_KEY);
  try {
    open(masterKey, ['check'], kept ?? Buffer.alloc(0));
  } catch (error) {
    if (!(error instanceof WrongKeyError)) throw error;
    throw new WrongKeyError(
      'The master key is not the one this data was made with. Bring back the old REMATCH_SECRET or master.key; nothing was changed.',
    );
  }
}

/** A person's data key, wrapped by the master key and bound to the person. */
export function wrapDataKey(masterKey: Uint8Array, person: string, dataKey: Uint8Array): Buffer {
  return seal(masterKey, ['data key', person], dataKey);
}

/** @throws {WrongKeyError | DamagedValueError} */
export function unwrapDataKey(masterKey: Uint8Array, person: string, wrapped: Buffer): Uint8Array {
  return open(masterKey, ['data key', person], wrapped);
}

/** Makes the keyed hash under which an identity is indexed: without the master key nobody can try user ids against it. */
export function createIdentityMac(masterKey: Uint8Array): (platform: Platform, user: string) => string {
  const bytes = new Uint8Array(hkdfSync('sha256', masterKey, '', 'rematch identity', KEY_BYTES));
  const key = createSecretKey(bytes);
  return (platform, user) => createHmac('sha256', key).update(`${platform}:${user}`).digest('base64url');
}

function decode(text: string, from: string): Uint8Array {
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

/** Written whole and synced under another name, then linked: a crash or a second process never leaves half a key. */
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
  if (kept === null) throw new MasterKeyError(`${file} vanished while it was made. Start again.`);
  return kept;
}

/** A key that a power cut takes away would take every record with it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await openFile(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
