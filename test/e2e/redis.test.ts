import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#store/redis.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';
import { watchedLog } from '../watched-log.ts';
import { type Running, startRematch } from './process.ts';

const silent = watchedLog();
let dataDir: string;
let server: TestRedis;
let rematch: Running;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rematch-redis-'));
  server = await startTestRedis();
  rematch = await startRematch({ DATA_DIR: dataDir, REDIS_URL: server.path });
});
afterAll(async () => {
  await rematch.stop();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function health(): Promise<{ status: number; notes: string }> {
  const response = await fetch(`${rematch.address}/health`, { signal: AbortSignal.timeout(20_000) });
  const { notes = [] } = (await response.json()) as { notes?: string[] };
  return { status: response.status, notes: notes.join(' ') };
}

async function on<T>(work: (redis: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const redis = connect(server, silent);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

test('a Redis that may lose something is named at the start and in health, which stays good', async () => {
  expect(rematch.output()).toContain('REDIS_URL: Redis writes no append-only file');
  expect(await health()).toMatchObject({ status: 200, notes: expect.stringMatching(/appendonly yes/) });
});

test('one that is full or silent makes health bad with its reason, and good again afterwards', async () => {
  await on((redis) => redis.config('SET', 'maxmemory', '1'));
  expect(await health()).toMatchObject({ status: 503, notes: expect.stringMatching(/memory is full/) });
  await on((redis) => redis.config('SET', 'maxmemory', '0'));
  expect((await health()).status).toBe(200);

  const pid = await on(async (redis) => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]));
  process.kill(pid, 'SIGSTOP');
  const stopped = await health();
  process.kill(pid, 'SIGCONT');
  expect(stopped).toEqual({ status: 503, notes: 'Redis does not answer.' });
  await expect.poll(async () => (await health()).status, { timeout: 20_000 }).toBe(200);
});

test('one that is replaced by an empty one makes health bad until the start is refused or the data is back', async () => {
  const check = await on((redis) => redis.getBuffer('rematch:key-check'));
  await on((redis) => redis.flushall());
  await on(async (redis) => {
    const clients = String(await redis.client('LIST'));
    expect(clients.split('\n').length).toBeGreaterThan(2);
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  });
  await expect
    .poll(async () => (await health()).notes, { timeout: 20_000 })
    .toMatch(/an empty one stands in place of ours/);
  expect((await health()).status).toBe(503);
  await expect.poll(() => rematch.output(), { timeout: 20_000 }).toMatch(/"level":50.*rematch:key-check/);
  await on((redis) => redis.set('rematch:key-check', check ?? ''));
  await expect.poll(async () => (await health()).status, { timeout: 20_000 }).toBe(200);
});

test('an address where nobody listens stops the start with one line', async () => {
  const said = await startRematch({ DATA_DIR: dataDir, REDIS_URL: 'redis://127.0.0.1:1' }).catch(
    (error: Error) => error.message,
  );
  expect(said).toContain('Rematch did not start: REDIS_URL: nobody listens there.');
  expect(said).not.toContain('max retries');
});
