import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwakeRedis } from '#store/awake-redis.ts';
import { startTestRedis, type TestRedis } from '../redis.ts';

const LIMIT_MS = 200;

let server: TestRedis;
let redis: AwakeRedis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = new AwakeRedis({ path: server.path });
  redis.patienceMs = LIMIT_MS;
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** Keeps this process from doing anything else. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('an answer that comes while the process stands still is no silence', async () => {
  const [first, second] = [redis.set('a', '1'), redis.get('a')];
  standStill(2 * LIMIT_MS);
  expect(await Promise.all([first, second])).toEqual(['OK', '1']);
});

test('so it is before there is a connection', async () => {
  const other = new AwakeRedis({ path: server.path });
  other.patienceMs = LIMIT_MS;
  const pong = other.ping();
  standStill(2 * LIMIT_MS);
  expect(await pong).toBe('PONG');
  other.disconnect();
});

test('a silent Redis ends the command, and the next one finds it again', async () => {
  const [, pid] = /process_id:(\d+)/.exec(await redis.info('server')) ?? [];
  process.kill(Number(pid), 'SIGSTOP');
  const error = await redis.get('a').catch((reason: Error) => reason.message);
  process.kill(Number(pid), 'SIGCONT');
  expect(error).toBe('Command timed out');
  expect(await redis.ping()).toBe('PONG');
});
