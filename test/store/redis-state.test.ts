import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createKeyRing, openKeyRing } from '#store/key-ring.ts';
import { connect, masters } from '#store/redis.ts';
import { inspectRedis, inspectServers } from '#store/redis-state.ts';
import { newId, randomKey, silent, useRedis } from './help.ts';

const clients = useRedis();
const secret = Buffer.from(randomKey()).toString('base64');
const NO_FILE = /no append-only file/;

async function opened() {
  const redis = clients.add();
  await openKeyRing(redis, { secret, oldSecrets: [], dataDir: '' });
  return redis;
}

async function configure(values: Readonly<Record<string, string>>): Promise<void> {
  for (const server of await masters(clients.add()))
    for (const [name, value] of Object.entries(values)) await server.config('SET', name, value);
}

test('a sound Redis has no problem, and one without a file has a warning', async () => {
  const redis = await opened();
  const state = await inspectRedis(redis);
  expect(state.problems).toEqual([]);
  expect(state.warnings.join()).toMatch(NO_FILE);
});

test('one that is full is a problem, as long as it is', async () => {
  const redis = await opened();
  await configure({ maxmemory: '1' });
  expect((await inspectRedis(redis)).problems.join()).toMatch(/memory is full/);
  await configure({ maxmemory: '0' });
  expect((await inspectRedis(redis)).problems).toEqual([]);
});

test('one that throws records away is a problem, and one that might is a warning', async () => {
  const redis = await opened();
  await configure({ 'maxmemory-policy': 'allkeys-lru' });
  expect((await inspectServers(redis)).warnings.join()).toMatch(/noeviction/);
  await configure({ maxmemory: '1gb' });
  expect((await inspectServers(redis)).problems.join()).toMatch(/allkeys-lru.*noeviction/);
  await configure({ 'maxmemory-policy': 'noeviction', maxmemory: '0' });
  expect((await inspectServers(redis)).problems).toEqual([]);
});

test('one that takes no writes is a problem', async () => {
  const redis = await opened();
  const [server] = await masters(redis);
  await server?.replicaof('127.0.0.1', 1);
  expect((await inspectRedis(redis)).problems.join()).toMatch(/read-only/);
  await server?.replicaof('NO', 'ONE');
  expect((await inspectRedis(redis)).problems).toEqual([]);
});

test('an empty one in the place of ours is a problem until the data is back', async () => {
  const redis = await opened();
  await redis.flushall();
  expect((await inspectRedis(redis)).problems.join()).toMatch(/rematch:key-check.*empty/);
  // A record that is made meanwhile does not make it ours again.
  const keys = createKeyRing([randomKey()]);
  await redis.hset(`rematch:person:{${newId()}}`, 'k', keys.wrap('p', randomKey()));
  expect((await inspectRedis(redis)).problems).toHaveLength(1);
  await expect(openKeyRing(redis, { secret, oldSecrets: [], dataDir: '' })).rejects.toThrow(/key-check/);
});

const INFO = 'redis_version:6.0.16\r\n';
const ANSWERS: Readonly<Record<string, string>> = {
  hello: '%1\r\n$5\r\nproto\r\n:3\r\n',
  info: `$${INFO.length}\r\n${INFO}\r\n`,
};

test('one that is too old is refused by its version', async () => {
  const old = createServer((socket) => {
    // What ioredis asks at the beginning, and the questions of ours.
    socket.setEncoding('utf8').on('data', (asked: string) => {
      for (const [, name = ''] of asked.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
        socket.write(ANSWERS[name.toLowerCase()] ?? '-ERR unknown command\r\n');
    });
  });
  const folder = await mkdtemp(join(tmpdir(), 'rematch-old-'));
  const path = join(folder, 'old.sock');
  await once(old.listen(path), 'listening');
  const redis = connect({ path }, silent);
  onTestFinished(async () => {
    redis.disconnect();
    old.close();
    await rm(folder, { recursive: true });
  });
  expect((await inspectServers(redis)).problems).toEqual([
    'Redis 6.0.16 is too old: Rematch needs 6.2 or later, or Valkey.',
  ]);
});
