import { randomBytes, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { connect } from '#store/redis.ts';

export const silent = pino({ level: 'silent' });
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

/** Connections that are closed together, for `afterEach` or `afterAll`. */
export function connections(path: () => string) {
  const open: Redis[] = [];
  return {
    add(): Redis {
      const redis = connect({ path: path() }, silent);
      open.push(redis);
      return redis;
    },
    async close(): Promise<void> {
      await Promise.all(open.splice(0).map((redis) => redis.quit()));
    },
  };
}

/** Every key of the server with all that it holds, as one text in which bytes stand one for one. */
export async function everything(redis: Redis): Promise<string> {
  const parts: (string | Buffer)[] = [];
  for (const key of (await redis.keys('*')).sort()) parts.push(key, ...(await content(redis, key)));
  return parts.map((part) => (typeof part === 'string' ? part : part.toString('latin1'))).join('\n');
}

async function content(redis: Redis, key: string): Promise<(string | Buffer)[]> {
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
