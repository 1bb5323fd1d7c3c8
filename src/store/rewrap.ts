import { isUnreadable } from '#store/document.ts';
import { REWRAP } from '#store/document-scripts.ts';
import type { KeyRing } from '#store/key-ring.ts';
import { CHECK_KEY, personIn, personKey } from '#store/layout.ts';
import { masters, type RedisClient } from '#store/redis.ts';

export interface Rewrapped {
  /** Data keys that were wrapped by an older master key and now by the newest one. */
  readonly wrapped: number;
  /** Data keys that no available master key opens. They stay as they are. */
  readonly failed: number;
}

const SCAN_BATCH = 500;

/**
 * Wraps every data key with the newest master key, and finally the key check. The data keys themselves stay, so it may
 * run beside any number of bots that have all the master keys, may be interrupted, and continues the next time. If
 * any data key fails, the key check stays as it is, so that nobody starts without the older master key.
 * @param options.onProgress called after each batch
 */
export async function rewrap(options: {
  readonly redis: RedisClient;
  readonly keys: KeyRing;
  readonly onProgress: (soFar: Rewrapped) => void;
}): Promise<Rewrapped> {
  const { redis, keys, onProgress } = options;
  let soFar: Rewrapped = { wrapped: 0, failed: 0 };

  for await (const batch of documentsOn(redis)) {
    const done = await Promise.all(batch.map((key) => rewrapOne(redis, keys, key)));
    soFar = {
      wrapped: soFar.wrapped + done.filter((outcome) => outcome === 'wrapped').length,
      failed: soFar.failed + done.filter((outcome) => outcome === 'failed').length,
    };
    onProgress(soFar);
  }
  if (soFar.failed === 0) await redis.set(CHECK_KEY, keys.sealCheck(), 'XX');
  return soFar;
}

async function* documentsOn(redis: RedisClient): AsyncGenerator<readonly string[]> {
  for (const server of await masters(redis)) {
    const found = server.scanStream({ match: personKey('*'), count: SCAN_BATCH });
    for await (const keys of found as AsyncIterable<readonly string[]>)
      if (keys.length > 0) yield [...new Set(keys)];
  }
}

async function rewrapOne(
  redis: RedisClient,
  keys: KeyRing,
  key: string,
): Promise<'wrapped' | 'current' | 'failed'> {
  const wrapped = await redis.hgetBuffer(key, 'k');
  if (!wrapped || keys.isCurrent(wrapped)) return 'current';
  try {
    const owner = personIn(key);
    const outcome = await REWRAP(redis, [key], wrapped, keys.wrap(owner, keys.unwrap(owner, wrapped)));
    // Lost: another run came first, or the person is gone.
    return outcome === 'saved' ? 'wrapped' : 'current';
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return 'failed';
  }
}
