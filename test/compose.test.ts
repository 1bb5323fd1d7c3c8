import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { load } from 'js-yaml';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).default([]),
});
const fileSchema = z.object({ services: z.record(z.string(), serviceSchema), networks: z.unknown() });
const { services, networks } = fileSchema
  .loose()
  .parse(load(await readFile(new URL('../compose.yaml', import.meta.url), 'utf8')));
const { redis, rematch } = services;

test.each(Object.entries(services))('%s runs without rights, with an end to its memory', (_, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: expect.stringMatching(/^\d+[mg]$/),
    pids_limit: expect.any(Number),
  });
});

test('nobody but Rematch reaches its Redis, and the version is exact', () => {
  expect(redis?.ports).toEqual([]);
  expect(redis).toMatchObject({ user: 'redis', networks: ['records'] });
  expect(networks).toMatchObject({ records: { internal: true } });
  expect(rematch?.ports).toEqual(['127.0.0.1:8787:8787']);
  expect(redis?.image).toMatch(/^redis:\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/);
  expect(rematch?.environment.REDIS_URL).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:\?.*\}@redis:6379$/);
});

test('its Redis starts as it is told, asks for the password, and shows it to no list of processes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rematch-compose-'));
  const [told = ''] = redis?.command ?? [];
  const socket = join(folder, 'redis.sock');
  const port = await freePort();
  const command = told
    .replaceAll('$$', '$')
    .replace('redis-server -', `redis-server - --bind 127.0.0.1 --port ${port} --unixsocket ${socket}`);
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, REDISCLI_AUTH: 'a-password' },
    stdio: 'ignore',
  });
  onTestFinished(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    // The server itself gets the signal: there is no shell in between.
    expect(await ended).toEqual([0, null]);
    await rm(folder, { recursive: true });
  });
  const client = new Redis({
    path: socket,
    password: 'a-password',
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  await client.ping();
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
  expect(await readFile(`/proc/${child.pid}/cmdline`, 'utf8').catch(() => '')).not.toContain('a-password');

  const stranger = new Redis({ path: socket, lazyConnect: true, retryStrategy: () => null });
  stranger.on('error', () => undefined);
  await expect(stranger.connect()).rejects.toThrow();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
