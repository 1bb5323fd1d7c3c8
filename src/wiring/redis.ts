import type { Logger } from 'pino';
import type { Settings } from '#app/settings.ts';
import type { Stops } from '#app/wiring/stops.ts';
import { startEmbeddedRedis } from '#store/embedded.ts';
import { locate, RedisAddressError } from '#store/locate.ts';
import { type ClusterAddress, connect, type RedisAddress, type RedisClient } from '#store/redis.ts';
import { inspectRedis, inspectServers } from '#store/redis-state.ts';

/**
 * The Redis from the settings, or one of our own, which stops with everything else.
 * @throws {RedisAddressError} and what `startEmbeddedRedis` throws
 */
export async function findRedis(
  { redisUrl, dataDir }: Pick<Settings, 'redisUrl' | 'dataDir'>,
  log: Logger,
  stops: Stops,
): Promise<RedisAddress | ClusterAddress> {
  if (redisUrl) return usable(await locate(redisUrl), log);
  const starting = startEmbeddedRedis(dataDir, log);
  // Added before it has started, since something else may fail in the meantime.
  stops.add('embedded redis', () =>
    starting.then(
      (embedded) => embedded.stop(),
      () => undefined,
    ),
  );
  return starting;
}

/** Says what is wrong with a Redis that is not our own. @throws {RedisAddressError} when it cannot be used */
async function usable(
  address: RedisAddress | ClusterAddress,
  log: Logger,
): Promise<RedisAddress | ClusterAddress> {
  const redis = connect(address, log);
  try {
    const { problems, warnings } = await inspectServers(redis);
    if (problems.length > 0) throw new RedisAddressError(`REDIS_URL: ${problems.join(' ')}`);
    for (const warning of warnings) log.warn(`REDIS_URL: ${warning}`);
    return address;
  } finally {
    redis.disconnect();
  }
}

/** Checks again after each reconnect: it may be another Redis that answers, or an empty one. */
export function watchRedis(redis: RedisClient, log: Logger): void {
  redis.on('ready', () => {
    void inspectRedis(redis).then(({ problems }) => {
      for (const problem of problems) log.error(problem);
    });
  });
}
