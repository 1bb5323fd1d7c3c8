import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { ClusterAddress, RedisAddress } from '#store/redis.ts';

/** The Redis of the settings cannot be used. The message names the setting, what is wrong, and what to do. */
export class RedisAddressError extends Error {
  override readonly name = 'RedisAddressError';
}

/** A Redis that is just being started gets this long; whatever else is wrong is said at once. */
const PATIENCE_MS = 2000;
const PAUSE_MS = 100;
/** No answer at all. */
const SILENCE_MS = 5000;
/** Into so many steps that wait is cut: only the time counts in which this process is not busy with its own start. */
const SILENCE_STEPS = 20;
/** ioredis counts the time in which we are busy as well, so its own limit is far away. */
const CONNECT_MS = 60_000;

/**
 * Finds out what a setting names: several addresses, separated by commas, are a cluster; a single one is asked.
 * @throws {RedisAddressError} when none of them can be used
 */
export async function locate(addresses: string): Promise<RedisAddress | ClusterAddress> {
  const nodes = addresses.split(',').map((address) => address.trim());
  const [first = '', ...others] = nodes;
  let failure: unknown;
  for (const node of [first, ...others]) {
    try {
      const isCluster = await ask(node);
      return isCluster || others.length > 0 ? { nodes } : first;
    } catch (error) {
      // Of several nodes one is enough; what the first one said is told.
      failure ??= error;
    }
  }
  throw failure;
}

/** Whether the server there is part of a cluster. @throws {RedisAddressError} */
async function ask(address: string): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { reply, error } = await knock(address);
    if (reply !== undefined) return /^cluster_enabled:1/m.test(reply);
    if (!isAbsent(error) || performance.now() > deadline)
      throw new RedisAddressError(sentence(address, error));
    await pause(PAUSE_MS);
  }
}

interface Knock {
  readonly reply?: string;
  /** What ioredis tells beside the closing of the connection, which is all that its promise says. */
  readonly error?: NodeJS.ErrnoException | undefined;
}

async function knock(address: string): Promise<Knock> {
  const redis = new Redis(address, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    retryStrategy: () => null,
  });
  let error: NodeJS.ErrnoException | undefined;
  redis.on('error', (told: NodeJS.ErrnoException) => {
    error ??= told;
  });
  const silence = new AbortController();
  const asked = redis.connect().then(() => redis.info('cluster'));
  const silent = silentFor(SILENCE_MS, silence.signal);
  try {
    const reply = await Promise.race([asked, silent]);
    return reply === undefined ? { error } : { reply };
  } catch (thrown) {
    return { error: error ?? (thrown as NodeJS.ErrnoException) };
  } finally {
    asked.catch(() => undefined);
    silent.catch(() => undefined);
    silence.abort();
    redis.disconnect();
  }
}

/** Resolves when this process has been awake for `ms`: steps that were missed are not made up for. */
async function silentFor(ms: number, signal: AbortSignal): Promise<undefined> {
  for (let step = 0; step < SILENCE_STEPS; step += 1) await pause(ms / SILENCE_STEPS, undefined, { signal });
}

/** Nobody is there, or not yet. */
function isAbsent(error: NodeJS.ErrnoException | undefined): boolean {
  return error?.code === 'ECONNREFUSED' || error?.code === 'ENOENT';
}

/** One line without host, user or password. */
function sentence(address: string, error: NodeJS.ErrnoException | undefined): string {
  const hasTls = address.startsWith('rediss:');
  const code = error?.code ?? '';
  const told = error?.message ?? '';
  if (/^NOAUTH/.test(told)) return 'REDIS_URL: that Redis wants a password: redis://:password@host';
  if (/^(WRONGPASS|ERR invalid password|ERR AUTH)/.test(told))
    return 'REDIS_URL: that Redis refuses the user name or the password.';
  if (code === 'ECONNREFUSED')
    return 'REDIS_URL: nobody listens there. Start Redis, or correct host and port.';
  if (code === 'ENOENT') return 'REDIS_URL: there is no such socket. Start Redis, or correct the path.';
  if (code === 'EACCES') return 'REDIS_URL: we may not use that socket. Check who owns it.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'REDIS_URL: that host name is not known.';
  if (/CERT|SIGNATURE/.test(code))
    return `REDIS_URL: the certificate of that Redis is not trusted (${code}). Name its authority in NODE_EXTRA_CA_CERTS.`;
  if (/SSL|TLS|EPROTO/.test(code))
    return 'REDIS_URL: that Redis has no TLS: write redis:// in place of rediss://.';
  if (!error || code === 'ETIMEDOUT')
    return `REDIS_URL: no answer within ${SILENCE_MS / 1000} seconds.${hasTls ? ' If that Redis has no TLS, write redis:// in place of rediss://.' : ''}`;
  if (!hasTls && (code === 'ECONNRESET' || code === 'EPIPE' || told === 'Connection is closed.'))
    return 'REDIS_URL: that server hangs up. If it wants TLS, write rediss:// in place of redis://.';
  return `REDIS_URL: that Redis cannot be used (${code || error.name}).`;
}
