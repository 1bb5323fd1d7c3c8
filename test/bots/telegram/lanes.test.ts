import { expect, test } from 'vitest';
import { createLanes } from '#bots/telegram/lanes.ts';

test('what is urgent goes ahead of what waits, in its own order, and what comes later goes behind', async () => {
  const lanes = createLanes(3);
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const task = (name: string) => async () => void done.push(name);
  lanes.run('ann', () => gate.promise);
  await Promise.resolve();
  for (const name of ['one', 'two']) lanes.run('ann', task(name));
  for (const name of ['help', 'help again']) lanes.run('ann', task(name), true);
  lanes.run('ann', task('three'));
  gate.resolve();
  await lanes.idle();
  expect(done).toEqual(['help', 'help again', 'one', 'two', 'three']);
});

test('too many of one key are refused, urgent ones have room of their own, and other keys go on', async () => {
  const lanes = createLanes(2);
  const gate = Promise.withResolvers<void>();
  const wait = () => gate.promise;
  expect(lanes.run('ann', wait)).toBe(true);
  await Promise.resolve();
  expect([1, 2, 3].map(() => lanes.run('ann', wait))).toEqual([true, true, false]);
  expect([1, 2, 3].map(() => lanes.run('ann', wait, true))).toEqual([true, true, false]);
  expect(lanes.run('bob', wait)).toBe(true);
  gate.resolve();
  await lanes.idle();
  expect(lanes.run('ann', wait)).toBe(true);
  await lanes.idle();
});
