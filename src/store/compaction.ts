import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { masters, type RedisClient } from '#store/redis.ts';

/** Keeps the append-only file of Redis to what is kept now: what was deleted or replaced must not stand in it for long. */
export interface Compaction {
  /** Something was deleted: the file is written anew in a moment, once for all that is deleted meanwhile. */
  soon(): void;
  stop(): void;
}

const SOON_MS = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Rewrites now, after each deletion, after each reconnect, and daily for what was replaced or ran out. A deletion that a
 * killed process could not follow up is made good by the next start. A Redis that has no such file, or does not let us, is
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

/** @returns false when a rewrite is on its way already, which may have begun before what was deleted just now */
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
