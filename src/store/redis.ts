import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { AwakeRedis } from '#store/awake-redis.ts';

/** One server or a cluster: each of our commands and scripts keeps to one slot. */
export type RedisClient = Redis | Cluster;

/** `redis://` or `rediss://` address, or the unix socket of the embedded server. */
export type RedisAddress = string | { readonly path: string };
/** Addresses of some nodes, from which a client finds all the others. */
export interface ClusterAddress {
  readonly nodes: readonly string[];
}
type Options = Omit<RedisOptions, 'replyMapping'>;

/** Ten tries take two seconds: long enough for a restart of Redis, short enough for anyone waiting for an answer. */
const TRIES_PER_REQUEST = 10;
/** The same when a cluster has lost a node: we retry every 100 ms, each time starting with another node. */
const REDIRECTIONS = 30;

/** A Redis that is there but silent: what we asked may have happened all the same. */
const COMMAND_MS = 3000;

const patience = (times: number): number => Math.min(times * 50, 200);

/**
 * Opens a connection for everything except BullMQ's workers. It reconnects forever; a command fails after about two
 * seconds without a server, and after three with a silent one. The caller ends it with `quit()`.
 */
export function connect(address: RedisAddress, log: Logger, options?: Options): Redis;
export function connect(address: RedisAddress | ClusterAddress, log: Logger, options?: Options): RedisClient;
export function connect(
  address: RedisAddress | ClusterAddress,
  log: Logger,
  options: Options = {},
): RedisClient {
  const all: Options = {
    maxRetriesPerRequest: TRIES_PER_REQUEST,
    retryStrategy: patience,
    ...options,
  };
  if (typeof address === 'object' && 'nodes' in address) return connectCluster(address, log, all);
  const redis =
    typeof address === 'string'
      ? new AwakeRedis(address, all)
      : new AwakeRedis({ ...all, path: address.path });
  redis.patienceMs = options.maxRetriesPerRequest === null ? null : COMMAND_MS;
  const { lose, find } = watch(log);
  redis.on('error', lose).on('ready', find);
  return redis;
}

/** The same for BullMQ's workers, whose blocking reads must wait forever. */
export function connectForWorkers(address: RedisAddress, log: Logger, options?: Options): Redis;
export function connectForWorkers(address: RedisAddress | ClusterAddress, log: Logger): RedisClient;
export function connectForWorkers(
  address: RedisAddress | ClusterAddress,
  log: Logger,
  options: Options = {},
): RedisClient {
  return connect(address, log, { ...options, maxRetriesPerRequest: null });
}

/** The servers that hold the keys, each a part of them. */
export async function masters(redis: RedisClient): Promise<readonly Redis[]> {
  if (!(redis instanceof Cluster)) return [redis];
  // They are known only once it has answered.
  await redis.ping();
  return redis.nodes('master');
}

function connectCluster({ nodes }: ClusterAddress, log: Logger, options: Options): Cluster {
  const [first = ''] = nodes;
  const { username, password, tls } = new Redis(first, { lazyConnect: true }).options;
  const waitsForEver = options.maxRetriesPerRequest === null;
  let hasGivenUp = false;
  const cluster = new Cluster([...nodes], {
    redisOptions: {
      username,
      password,
      ...(tls && { tls }),
      maxRetriesPerRequest: null,
      ...(waitsForEver ? {} : { commandTimeout: COMMAND_MS }),
    },
    maxRedirections: waitsForEver ? Number.POSITIVE_INFINITY : REDIRECTIONS,
    clusterRetryStrategy: (times) => {
      hasGivenUp = !waitsForEver && times % TRIES_PER_REQUEST === 0;
      return hasGivenUp ? null : patience(times);
    },
    // Keep the name that the certificate was issued for.
    dnsLookup: (host, done) => done(null, host),
  });
  const { lose, find } = watch(log);
  cluster.on('error', (error: Error) => lose(error)).on('ready', () => find());
  cluster.on('node error', lose).on('+node', (node: Redis) => {
    node.on('ready', () => find(`${node.options.host}:${node.options.port}`));
  });
  // Giving up tells anyone waiting for the cluster; we look for it again at once.
  cluster.on('end', () => {
    if (hasGivenUp) cluster.connect().catch(() => undefined);
    hasGivenUp = false;
  });
  return cluster;
}

/** Logs once that a server is lost and once that it is back, not every retry in between. */
function watch(log: Logger) {
  const lost = new Set<string>();
  return {
    lose(error: NodeJS.ErrnoException, server = ''): void {
      if (lost.has(server)) return;
      lost.add(server);
      // Only code and name: an ioredis error carries the arguments of its command.
      log.warn({ code: error.code, error: error.name }, 'Redis does not answer; trying again until it does');
    },
    find(server = ''): void {
      if (lost.delete(server)) log.info('Redis answers again');
    },
  };
}
