import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';

/** One server or a cluster of them: every command and script of ours keeps to one slot. */
export type RedisClient = Redis | Cluster;

/** `redis://` or `rediss://` address, or the unix socket of the embedded server. */
export type RedisAddress = string | { readonly path: string };
type Options = Omit<RedisOptions, 'replyMapping'>;

/** Ten tries take about three seconds: long enough for a restart of Redis, short enough for who waits for an answer. */
const TRIES_PER_REQUEST = 10;

/**
 * Opens a connection for everything but BullMQ's workers. It reconnects for ever; a command fails after about three
 * seconds without a server. The caller ends it with `quit()`.
 */
export function connect(address: RedisAddress, log: Logger, options: Options = {}): Redis {
  const all: Options = {
    maxRetriesPerRequest: TRIES_PER_REQUEST,
    retryStrategy: (times) => Math.min(times * 50, 1000),
    ...options,
  };
  const redis =
    typeof address === 'string' ? new Redis(address, all) : new Redis({ ...all, path: address.path });
  listen(redis, log);
  return redis;
}

/** The same for BullMQ's workers, whose blocking reads must wait for ever. */
export function connectForWorkers(address: RedisAddress, log: Logger, options: Options = {}): Redis {
  return connect(address, log, { ...options, maxRetriesPerRequest: null });
}

/** Says once that the server is lost and once that it is back; a try each second is no news. */
function listen(redis: Redis, log: Logger): void {
  let lost = false;
  redis.on('error', (error: NodeJS.ErrnoException) => {
    if (lost) return;
    lost = true;
    // Only code and name: an ioredis error carries the arguments of its command.
    log.warn({ code: error.code, error: error.name }, 'Redis does not answer; trying again until it does');
  });
  redis.on('ready', () => {
    if (lost) log.info('Redis answers again');
    lost = false;
  });
}

/** The servers that hold the keys, each its own. */
export function masters(redis: RedisClient): readonly Redis[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis];
}
