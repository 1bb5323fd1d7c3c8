import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { Platform } from '#core/platform.ts';
import { CHECK_KEY, personKey } from '#store/layout.ts';
import { findMasterKey, MasterKeyError, makeMasterKey, readMasterKey } from '#store/master-key.ts';
import { masters, type RedisClient } from '#store/redis.ts';
import { KEY_BYTES, open, seal, sealedBy, WrongKeyError } from '#store/seal.ts';

/** The master keys of this installation: the newest one wraps, any of them opens. */
export interface KeyRing {
  /** A data key, wrapped by the newest master key and bound to its owner. */
  wrap(owner: string, dataKey: Uint8Array): Buffer;
  /** @throws {WrongKeyError | DamagedValueError} */
  unwrap(owner: string, wrapped: Buffer): Uint8Array;
  /** Whether the newest master key wrapped it. */
  isCurrent(wrapped: Buffer): boolean;
  /** The keyed hash under which an identity is indexed: without a master key, nobody can test user ids against it. */
  mac(platform: Platform, user: string): string;
  /** The key check as the newest master key seals it. */
  sealCheck(): Buffer;
}

/** Where the master keys come from. */
export interface MasterKeySource {
  /** 32 bytes in base64, or null: `<dataDir>/master.key`. */
  readonly secret: string | null;
  /** Earlier ones, each 32 bytes in base64. */
  readonly oldSecrets: readonly string[];
  readonly dataDir: string;
}

/** What the key check held when there was only one key. */
const FIRST_CHECK = 'rematch';
const SCAN_BATCH = 1000;

/**
 * Makes a ring of 32-byte keys, the newest first.
 * @param indexKey what identities are hashed with; it outlives the master key it was once derived from
 */
export function createKeyRing(
  keys: readonly [Uint8Array, ...Uint8Array[]],
  indexKey: Uint8Array = indexKeyOf(keys[0]),
): KeyRing {
  const [newest] = keys;
  const identities = createSecretKey(indexKey);
  return {
    wrap: (owner, dataKey) => seal(newest, ['data key', owner], dataKey),
    unwrap: (owner, wrapped) => open(opener(keys, wrapped), ['data key', owner], wrapped),
    isCurrent: (wrapped) => sealedBy(newest, wrapped),
    mac: (platform, user) =>
      createHmac('sha256', identities).update(`${platform}:${user}`).digest('base64url'),
    sealCheck: () => seal(newest, ['check'], indexKey),
  };
}

/**
 * Opens the ring this Redis was first used with. On an empty Redis, a master key is created if none is given; on one
 * with records, nothing is created or changed.
 * @throws {MasterKeyError | WrongKeyError | DamagedValueError} with a sentence that says what to do
 */
export async function openKeyRing(redis: RedisClient, source: MasterKeySource): Promise<KeyRing> {
  const given = await findMasterKey(source.secret, source.dataDir);
  const check = await redis.getBuffer(CHECK_KEY);
  if (check) return ringOf([given ?? missing(source.dataDir), ...oldKeys(source)], check);
  if (await hasRecords(redis)) throw noCheck();

  const newest = given ?? (await makeMasterKey(source.dataDir));
  await redis.set(CHECK_KEY, createKeyRing([newest]).sealCheck(), 'NX');
  // If two start at once on an empty Redis, one of them was first.
  return ringOf([newest, ...oldKeys(source)], (await redis.getBuffer(CHECK_KEY)) ?? Buffer.alloc(0));
}

/** Whether there is any record; needs to look at only a few keys if there is. */
export async function hasRecords(redis: RedisClient): Promise<boolean> {
  for (const server of await masters(redis)) {
    const found = server.scanStream({ match: personKey('*'), count: SCAN_BATCH });
    for await (const keys of found as AsyncIterable<readonly string[]>) if (keys.length > 0) return true;
  }
  return false;
}

function oldKeys({ oldSecrets }: MasterKeySource): readonly Uint8Array[] {
  return oldSecrets.map((secret) => readMasterKey(secret, 'REMATCH_OLD_SECRETS'));
}

function ringOf(keys: readonly [Uint8Array, ...Uint8Array[]], check: Buffer): KeyRing {
  const key = opener(keys, check);
  try {
    const plain = open(key, ['check'], check);
    return createKeyRing(keys, plain.toString() === FIRST_CHECK ? indexKeyOf(key) : plain);
  } catch (error) {
    if (!(error instanceof WrongKeyError)) throw error;
    throw new WrongKeyError(
      'The master key is not the one this data was made with. Bring back the old REMATCH_SECRET or master.key, or name it in REMATCH_OLD_SECRETS. Nothing was changed.',
    );
  }
}

/** The key that sealed a value, or the newest one, which will then refuse it. */
function opener(keys: readonly [Uint8Array, ...Uint8Array[]], sealed: Buffer): Uint8Array {
  return keys.find((key) => sealedBy(key, sealed)) ?? keys[0];
}

function indexKeyOf(masterKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, '', 'rematch identity', KEY_BYTES));
}

function missing(dataDir: string): never {
  throw new MasterKeyError(
    `There is no master.key in ${dataDir}, and Redis holds records that only that key opens. Put your copy of it back, or set REMATCH_SECRET. Nothing was made or changed.`,
  );
}

function noCheck(): MasterKeyError {
  return new MasterKeyError(
    `Redis holds records and no ${CHECK_KEY}, so nobody can tell which master key is right. Bring Redis back from a backup that has both. Nothing was changed.`,
  );
}
