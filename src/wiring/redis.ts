import type { Logger } from 'pino';
import type { Settings } from '#app/settings.ts';
import type { Stops } from '#app/wiring/stops.ts';
import { startEmbeddedRedis } from '#store/embedded.ts';
import { type ClusterAddress, locate, type RedisAddress } from '#store/redis.ts';

/**
 * The Redis of the settings, or one of our own, which is stopped with everything else.
 * @throws what `locate` and `startEmbeddedRedis` throw
 */
export async function findRedis(
  { redisUrl, dataDir }: Pick<Settings, 'redisUrl' | 'dataDir'>,
  log: Logger,
  stops: Stops,
): Promise<RedisAddress | ClusterAddress> {
  if (redisUrl) return locate(redisUrl, log);
  const starting = startEmbeddedRedis(dataDir, log);
  // Added before it has started, since something else may fail meanwhile.
  stops.add('embedded redis', () =>
    starting.then(
      (embedded) => embedded.stop(),
      () => undefined,
    ),
  );
  return starting;
}
