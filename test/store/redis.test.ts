import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createKeyRing } from '#store/key-ring.ts';
import { personKey } from '#store/layout.ts';
import { createPeople } from '#store/people.ts';
import { connect, connectForWorkers } from '#store/redis.ts';
import { createSeen } from '#store/seen.ts';
import { later, total } from './counter.ts';
import { type Cut, startCut } from './cut.ts';
import { connections, everything, keysOf, NOW, newId, randomKey, silent, someone, useRedis } from './help.ts';

let cut: Cut;
const clients = useRedis();
const throughCut = connections(() => cut);
const keys = createKeyRing([randomKey()]);

beforeAll(async () => {
  const server = clients.server();
  cut = await startCut('path' in server ? server.path : '');
});
afterEach(() => throughCut.close());
afterAll(() => cut.stop());

test('what was done is known to everybody, for its scope and its time', async () => {
  const [one, other] = [createSeen(clients.add()), createSeen(clients.add())];
  expect(await one.has('updates', '7')).toBe(false);
  await other.add('updates', '7', 60);
  expect(await one.has('updates', '7')).toBe(true);
  expect(await one.has('updates', '8')).toBe(false);
  expect(await one.has('other', '7')).toBe(false);
  expect(await clients.add().ttl('rematch:seen:updates:7')).toBeGreaterThan(0);
  await clients.add().pexpireat('rematch:seen:updates:7', 1);
  expect(await one.has('updates', '7')).toBe(false);
});

test('an answer that is lost on the way neither doubles nor loses anything', async () => {
  const redis = throughCut.add();
  const seen = createSeen(redis);
  const lost = cut.lost;
  let undone = 0;
  const people = createPeople({
    redis,
    keys,
    newId,
    beforeSave: async () => {
      cut.loseAnswer();
      return { undo: async () => void undone++, settle: async () => undefined };
    },
  });
  const { id } = await people.create(someone('cut'), NOW);
  for (const version of [2, 3]) {
    const saved = await people.update(id, later(5));
    expect(total(saved)).toBe(5 * (version - 1));
    expect(undone).toBe(0);
    expect(await people.load(id)).toEqual(saved);
    expect(await clients.add().hget(personKey(id), 'v')).toBe(String(version));
  }

  cut.loseAnswer();
  await seen.add('updates', 'cut', 60);
  expect(await seen.has('updates', 'cut')).toBe(true);
  expect(cut.lost).toBe(lost + 3);
});

test.each([0, 1, 2, 3])('who comes and goes while answer %s is lost came and went once', async (answer) => {
  const observer = clients.add();
  const people = createPeople({ redis: throughCut.add(), keys, newId });
  await people.delete((await people.create(someone('cut'), NOW)).id);
  const before = await everything(observer);
  const lost = cut.lost;

  cut.loseAnswer(answer);
  const { id } = await people.create(someone('cut'), NOW);
  expect((await people.find('discord', 'cut'))?.id).toBe(id);
  expect(await keysOf(observer, 'rematch:person:*')).toEqual([personKey(id)]);
  cut.loseAnswer(answer);
  await people.delete(id);
  expect(await everything(observer)).toBe(before);
  expect(cut.lost).toBe(lost + 2);
});

test('without a server a command fails for the caller, and a worker keeps waiting', async () => {
  const nobody = { path: '/nonexistent/redis.sock' };
  const redis = connect(nobody, silent, { retryStrategy: () => 1 });
  await expect(redis.get('key')).rejects.toThrow(/max retries/i);
  redis.disconnect();

  const worker = connectForWorkers(nobody, silent);
  expect(worker.options.maxRetriesPerRequest).toBeNull();
  worker.disconnect();
});

test('a lost server is said once, without address, password or command', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const nobody = 'redis://user:pass-word@127.0.0.1:1';
  const redis = connect(nobody, log, { retryStrategy: () => 1, maxRetriesPerRequest: 5 });
  await expect(redis.set('secret-key', 'secret-value')).rejects.toThrow(/max retries/i);
  redis.disconnect();
  expect(lines).toHaveLength(1);
  expect(lines.join()).toContain('ECONNREFUSED');
  expect(lines.join()).not.toMatch(/pass-word|secret|127/);
});
