import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPeople } from '#store/people.ts';
import { later, total } from './counter.ts';
import { NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const masterKey = randomKey();
const open = () => createPeople({ redis: clients.add(), masterKey, newId });

test('hundreds of racing changes over several connections lose nothing', async () => {
  const doors = Array.from({ length: 6 }, open);
  const change = fc.record({ door: fc.nat(doors.length - 1), ms: fc.integer({ min: 1, max: 9999 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 200, maxLength: 400 }), async (changes) => {
      const [people] = doors;
      const id = (await people?.create(someone(), NOW))?.id ?? '';
      await Promise.all(changes.map(({ door, ms }) => doors[door]?.update(id, later(ms))));
      expect(total((await people?.load(id)) ?? null)).toBe(changes.reduce((sum, { ms }) => sum + ms, 0));
    }),
    { numRuns: 4 },
  );
});

test('racing changes of one process are made in the order asked', async () => {
  const people = open();
  const { id } = await people.create(someone(), NOW);
  const order: number[] = [];
  const changes = Array.from({ length: 50 }, (_, index) =>
    people.update(id, (person) => {
      order.push(index);
      return later(1)(person);
    }),
  );
  await Promise.all(changes);
  expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test('four processes at once lose nothing', async () => {
  const people = open();
  const { id } = await people.create(someone(), NOW);
  const amounts = Array.from({ length: 75 }, (_, index) => index + 1);
  const key = Buffer.from(masterKey).toString('base64');
  const file = new URL('racer.ts', import.meta.url).pathname;
  const server = JSON.stringify(clients.server());
  const race = () => promisify(execFile)(process.execPath, [file, server, key, id, amounts.join(',')]);
  await Promise.all(Array.from({ length: 4 }, race));
  expect(total(await people.load(id))).toBe((4 * 75 * 76) / 2);
});
