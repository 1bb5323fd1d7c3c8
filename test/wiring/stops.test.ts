import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openRecords } from '#app/wiring/records.ts';
import { findRedis } from '#app/wiring/redis.ts';
import { createStops } from '#app/wiring/stops.ts';
import { startClock } from '../clock.ts';
import { knowledge } from '../core/assessment/people.ts';
import { watchedLog } from '../watched-log.ts';

test('every end is run, the last added first, each after the one before, whatever fails', async () => {
  const lines: string[] = [];
  const ran: string[] = [];
  const stops = createStops(pino({ level: 'error' }, { write: (line) => lines.push(line) }));
  const slow = Promise.withResolvers<void>();
  stops.add('redis', () => ran.push('redis'));
  stops.add('queues', () => Promise.reject(new Error('no answer')));
  stops.add('http', () => {
    throw new Error('not open');
  });
  stops.add('front', () => slow.promise.then(() => ran.push('front')));
  const run = stops.run();
  expect(ran).toEqual([]);
  slow.resolve();
  await expect(run).rejects.toMatchObject({
    errors: [{ message: 'not open' }, { message: 'no answer' }],
  });
  expect(ran).toEqual(['front', 'redis']);
  expect(lines.map((line) => JSON.parse(line).part)).toEqual(['http', 'queues']);
});

test('they are run once', async () => {
  const ran: string[] = [];
  const stops = createStops(watchedLog());
  stops.add('redis', () => ran.push('redis'));
  await Promise.all([stops.run(), stops.run()]);
  expect(ran).toEqual(['redis']);
});

test('our own Redis ends when a part in front of it fails to', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rematch-stops-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const log = watchedLog();
  const stops = createStops(log);
  const address = await findRedis({ redisUrl: null, dataDir }, log, stops);
  const masterKeys = { secret: null, oldSecrets: [], dataDir };
  await openRecords({ address, masterKeys, knowledge: () => knowledge, clock: startClock(), log }, stops);
  stops.add('front', () => Promise.reject(new Error('not connected')));
  const socket = join(dataDir, 'redis', 'redis.sock');
  await access(socket);
  await expect(stops.run()).rejects.toMatchObject({ errors: [{ message: 'not connected' }] });
  await expect(access(socket)).rejects.toThrow('ENOENT');
});
