import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Budget, createBudget } from '#store/budget.ts';
import { keysOf, newId, useRedis } from './help.ts';

const MAX = 5;
const WINDOW_MS = 10_000;

let budget: Budget;
const open = useRedis();

beforeEach(() => {
  budget = createBudget(open.add(), 'test', { max: MAX, windowMs: WINDOW_MS });
});

describe('a budget', () => {
  test('hands turns out evenly to those who can wait', async () => {
    expect(await budget.take(newId())).toBe(0);
    const wait = await budget.take(newId());
    expect(wait).toBeGreaterThan((0.9 * WINDOW_MS) / MAX - 200);
    expect(wait).toBeLessThanOrEqual((0.9 * WINDOW_MS) / MAX);
  });

  test('is counted over all connections', async () => {
    const other = createBudget(open.add(), 'test', { max: MAX, windowMs: WINDOW_MS });
    for (let turn = 0; turn < MAX; turn += 1) expect(await (turn % 2 ? other : budget).reserve()).toBe(0);
    expect(await budget.take(newId())).toBeGreaterThan(WINDOW_MS - 500);
    expect(await other.take(newId())).toBeGreaterThan(WINDOW_MS - 500);
  });

  test('gives those who reserve the next free turn, one after the other', async () => {
    for (let turn = 0; turn < MAX; turn += 1) await budget.reserve();
    const waits = [await budget.reserve(), await budget.reserve()];
    const [first = 0, second = 0] = waits;
    expect(first > WINDOW_MS - 500 && first <= WINDOW_MS + 50).toBe(true);
    // Evenly from there on, so that messages which arrive late meet no others.
    expect(second - first > WINDOW_MS / MAX - 500 && second - first <= WINDOW_MS / MAX).toBe(true);
    for (let turn = 2; turn < MAX; turn += 1) await budget.reserve();
    expect(await budget.reserve()).toBeGreaterThan(2 * WINDOW_MS - 500);
  });

  test('counts a turn from when it was done, not from when it began', async () => {
    for (let turn = 1; turn < MAX; turn += 1) await budget.reserve();
    await pause(WINDOW_MS / MAX);
    expect(await budget.take('slow')).toBe(0);
    const before = await budget.take(newId());
    await pause(200);
    await budget.done('slow');
    const now = Date.now();
    await budget.done('forgotten on its way');
    const redis = open.add();
    const done = Number(await redis.zscore('rematch:budget:test', 'slow'));
    expect(Math.abs(done - now)).toBeLessThan(150);
    expect(await redis.zcard('rematch:budget:test')).toBe(MAX + 1);
    expect(await redis.pttl('rematch:budget:test')).toBeGreaterThan(0);
    expect(before).toBeGreaterThan(0);
  });

  test('leaves a few turns to those who only ask, however many are reserved', async () => {
    const shared = createBudget(open.add(), 'shared', { max: MAX, windowMs: WINDOW_MS, spare: 2 });
    const waits = [];
    for (let turn = 0; turn < 4 * MAX; turn += 1) waits.push(await shared.reserve());
    expect(waits.filter((wait) => wait === 0).length).toBe(MAX - 2);
    expect([await shared.take(newId()), await shared.take(newId())]).toEqual([0, 0]);
    expect(await shared.take(newId())).toBeGreaterThan(WINDOW_MS - 500);
  });

  test('holds no more than its turns in any window, no matter who takes them', async () => {
    const redis = open.add();
    const [max, windowMs] = [10, 300];
    const busy = createBudget(redis, 'busy', { max, windowMs, spare: 3 });
    await Promise.all(Array.from({ length: 40 }, () => busy.reserve()));
    let taken = 0;
    const seen = new Map<string, number>();
    for (const end = performance.now() + 2 * windowMs; performance.now() < end; await pause(5)) {
      if ((await busy.take(newId())) === 0) taken += 1;
      const all = await redis.zrange('rematch:budget:busy', '0', '-1');
      for (const turn of all) seen.set(turn, Number(await redis.zscore('rematch:budget:busy', turn)));
    }
    const times = [...seen.values()];
    for (const at of times)
      expect(times.filter((other) => other > at - windowMs && other <= at).length).toBeLessThanOrEqual(max);
    expect(taken).toBeGreaterThan(0);
  });

  test('knows when about as much was used as there is', async () => {
    for (let turn = 2; turn < MAX; turn += 1) await budget.reserve();
    expect(await budget.isFull()).toBe(false);
    await budget.reserve();
    expect(await budget.isFull()).toBe(true);
  });

  test('gives nobody a turn while it is held, and a shorter hold ends no longer one', async () => {
    await budget.hold(5000);
    await budget.hold(100);
    expect(await budget.take(newId())).toBeGreaterThan(4500);
    expect(await budget.reserve()).toBeGreaterThan(4500);
  });

  test('gives turns again when the hold is over', async () => {
    await budget.hold(100);
    const wait = await budget.reserve();
    expect(wait).toBeGreaterThan(0);
    // A timer may end a millisecond early.
    await pause(wait + 20);
    expect(await budget.reserve()).toBe(0);
  });

  test('forgets turns that were taken before the clock was set back', async () => {
    const redis = open.add();
    const brief = createBudget(redis, 'brief', { max: 2, windowMs: 1000 });
    await redis.zadd('rematch:budget:brief', Date.now() + 3_600_000, 'an hour ahead');
    expect(await brief.take(newId())).toBe(0);
    expect(await brief.take(newId())).toBeGreaterThan(0);
  });

  test('leaves nothing behind', async () => {
    const redis = open.add();
    const brief = createBudget(redis, 'brief', { max: 1, windowMs: 50 });
    await brief.take(newId());
    await brief.hold(20);
    await expect.poll(() => keysOf(redis, '*brief*')).toEqual([]);
  });
});
