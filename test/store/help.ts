import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type ClusterAddress, connect, masters, type RedisAddress, type RedisClient } from '#store/redis.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { watchedLog } from '../watched-log.ts';

export const silent = watchedLog();
export const NOW = '2026-11-22T10:00:00.000Z';

export function newId(): string {
  return `p${randomUUID().replaceAll('-', '').slice(0, 20)}`;
}

export function someone(user: string = randomUUID()) {
  return { platform: 'discord', user, address: null } as const;
}

export function randomKey(): Uint8Array {
  return randomBytes(32);
}

/** What a test file runs on. */
type Server = (TestRedis | ClusterAddress) & { stop(): Promise<void> };
let start: () => Promise<Server> = startTestRedis;

/** Lets every test file that is loaded from now on run on this instead of a Redis of its own. */
export function runOn(other: () => Promise<Server>): void {
  start = other;
}

/** The Redis of a test file: empty before each test, with connections that are closed after it. */
export function useRedis() {
  let server: Server;
  const { add, close } = connections(() => server);
  beforeAll(async () => {
    server = await start();
  });
  beforeEach(() => empty(add()));
  afterEach(close);
  afterAll(() => server.stop());
  return { add, server: () => server };
}

/** Connections that are closed together. */
export function connections(server: () => RedisAddress | ClusterAddress) {
  const open: RedisClient[] = [];
  return {
    add(): RedisClient {
      const redis = connect(server(), silent);
      open.push(redis);
      return redis;
    },
    async close(): Promise<void> {
      await Promise.all(open.splice(0).map((redis) => redis.quit()));
    },
  };
}

async function empty(redis: RedisClient): Promise<void> {
  await Promise.all((await masters(redis)).map((master) => master.flushall()));
}

export async function keysOf(redis: RedisClient, pattern = '*'): Promise<readonly string[]> {
  const found = await Promise.all((await masters(redis)).map((master) => master.keys(pattern)));
  return found.flat().sort();
}

/** Every key of the server with all that it holds, as one text in which bytes stand one for one. */
export async function everything(redis: RedisClient): Promise<string> {
  const parts: (string | Buffer)[] = [];
  for (const key of await keysOf(redis)) parts.push(key, ...(await content(redis, key)));
  return parts.map((part) => (typeof part === 'string' ? part : part.toString('latin1'))).join('\n');
}

async function content(redis: RedisClient, key: string): Promise<(string | Buffer)[]> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return [(await redis.getBuffer(key)) ?? ''];
    case 'hash':
      return Object.entries(await redis.hgetallBuffer(key)).flat();
    case 'zset':
      return await redis.zrange(key, '0', '-1', 'WITHSCORES');
    default:
      throw new Error(`the store uses no ${type}`);
  }
}
