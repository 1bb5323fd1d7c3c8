import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { masters, type RedisClient } from '#store/redis.ts';

/** Rewrites Redis's append-only file, so that deleted or replaced values do not stay in it for long. */
export interface Compaction {
  /** Call after a deletion. The file is rewritten shortly, once for everything deleted in the meantime. */
  soon(): void;
  stop(): void;
}

const SOON_MS = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Rewrites now, after each deletion, after each reconnect, and daily for values that were replaced or expired. If a killed
 * process could not do it after a deletion, the next start does. A Redis that has no such file, or does not allow it, is
 * left alone: that file is its operator's.
 */
export function startCompaction(redis: RedisClient, log: Logger, soonMs = SOON_MS): Compaction {
  let pending: NodeJS.Timeout | undefined;

  function soon(): void {
    pending ??= setTimeout(() => {
      pending = undefined;
      rewriteAll(redis).then(
        (isDone) => isDone || soon(),
        (error: unknown) => log.warn({ err: error }, 'the append-only file could not be rewritten'),
      );
    }, soonMs).unref();
  }

  const daily = setInterval(soon, DAY_MS).unref();
  redis.on('ready', soon);
  soon();
  return {
    soon,
    stop() {
      redis.off('ready', soon);
      clearInterval(daily);
      clearTimeout(pending);
      pending = undefined;
    },
  };
}

/** @returns false when a rewrite is already running, which may have begun before the latest deletion */
async function rewriteAll(redis: RedisClient): Promise<boolean> {
  const started = await Promise.all((await masters(redis)).map(rewrite));
  return started.every(Boolean);
}

async function rewrite(server: Redis): Promise<boolean> {
  const state = await server.info('persistence');
  if (!/^aof_enabled:1/m.test(state)) return true;
  if (/^aof_rewrite_in_progress:1/m.test(state)) return false;
  await server.bgrewriteaof();
  return true;
}
