import { expect, test } from 'vitest';
import { createDue } from '#store/due.ts';
import { createKeyRing } from '#store/key-ring.ts';
import { DUE_KEY } from '#store/layout.ts';
import { createPeople } from '#store/people.ts';
import { NOW, newId, randomKey, someone, useRedis } from './help.ts';

const clients = useRedis();
const open = () => createDue(clients.add());

async function makePeople(count: number): Promise<string[]> {
  const people = createPeople({ redis: clients.add(), keys: createKeyRing([randomKey()]), newId });
  const made = await Promise.all(Array.from({ length: count }, () => people.create(someone(), NOW)));
  return made.map(({ id }) => id);
}

test('takes who is due, longest overdue first, and nobody else', async () => {
  const due = open();
  const [a = '', b = '', c = ''] = await makePeople(3);
  await due.mark(a, 200);
  await due.mark(b, 100);
  await due.mark(c, 201);
  expect(await due.takeDue(200, 999, 10)).toEqual([b, a]);
  expect(await due.takeDue(200, 999, 10)).toEqual([]);
  expect(await due.takeDue(201, 999, 10)).toEqual([c]);
});

test('who was taken comes again, unless it is settled', async () => {
  const due = open();
  const [a = ''] = await makePeople(1);
  await due.mark(a, 100);
  await due.takeDue(100, 500, 10);
  expect(await due.takeDue(500, 999, 10)).toEqual([a]);
  await due.settle(a, 999, 5000);
  expect(await due.takeDue(4999, 9999, 10)).toEqual([]);
  expect(await due.takeDue(5000, 9999, 10)).toEqual([a]);
});

test('the earlier of two notes stands', async () => {
  const due = open();
  const [a = ''] = await makePeople(1);
  await due.mark(a, 200);
  await due.mark(a, 300);
  await due.mark(a, 100);
  expect(await clients.add().zscore(DUE_KEY, a)).toBe('100');
  await due.settle(a, 100, null);
  expect(await due.takeDue(1000, 9999, 10)).toEqual([]);
});

test('a note made after somebody was taken stands', async () => {
  const due = open();
  const [a = ''] = await makePeople(1);
  await due.mark(a, 100);
  await due.takeDue(100, 500, 10);
  await due.mark(a, 300);
  await due.settle(a, 500, null);
  await due.settle(a, 500, 5000);
  expect(await due.takeDue(300, 999, 10)).toEqual([a]);
});

test('a note for later, made after somebody was taken, stands as well', async () => {
  const due = open();
  const [a = ''] = await makePeople(1);
  const [now, again] = [Date.parse(NOW), Date.parse(NOW) + 60_000];
  await due.mark(a, now);
  await due.takeDue(now, again, 10);
  await due.mark(a, again + 1_000_000);
  await due.settle(a, again, null);
  expect(await due.everyone()).toContain(a);
  expect(await due.takeDue(again, again + 60_000, 10)).toEqual([a]);
});

test('two who take at once share the work without a double', async () => {
  const ids = await makePeople(100);
  const due = open();
  await Promise.all(ids.map((id, at) => due.mark(id, at)));
  const [one, two] = [open(), open()];
  const taken = await Promise.all(
    Array.from({ length: 12 }, (_, turn) => (turn % 2 ? one : two).takeDue(99, 999, 10)),
  );
  expect(taken.every((batch) => batch.length <= 10)).toBe(true);
  expect(taken.flat().sort()).toEqual(ids.sort());
});

test('nothing is kept about who is not there', async () => {
  const due = open();
  await due.mark(newId(), 1);
  expect(await clients.add().exists(DUE_KEY)).toBe(0);
});
