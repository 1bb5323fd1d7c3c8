import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { leaseKey } from '#store/layout.ts';
import { createLease, type HeldLease, type Lease } from '#store/lease.ts';
import { newId, silent, useRedis } from './help.ts';

const LIFE_MS = 600;
const never = new AbortController().signal;

const open = useRedis();
const leaseOf = (name: string): Lease => createLease(open.add(), name, silent, LIFE_MS);
const ignore = () => undefined;

describe('a lease', () => {
  test('is held by one of many at a time, and goes to the next when it is released', async () => {
    const name = newId();
    let holders = 0;
    let most = 0;
    let waited = 0;
    const turn = async (): Promise<void> => {
      const held = await leaseOf(name)(never, () => {
        waited += 1;
      });
      holders += 1;
      most = Math.max(most, holders);
      await pause(50);
      holders -= 1;
      await held.release();
    };
    await Promise.all(Array.from({ length: 5 }, turn));
    expect(most).toBe(1);
    expect(waited).toBe(4);
  });

  test('outlives its time while it is kept, and is asked for in vain until then', async () => {
    const name = newId();
    const held = await leaseOf(name)(never, ignore);
    const stop = new AbortController();
    const other = leaseOf(name)(stop.signal, ignore);
    await pause(3 * LIFE_MS);
    expect(held.lost.aborted).toBe(false);
    stop.abort();
    await expect(other).rejects.toThrow();
    await held.release();
    expect(await open.add().exists(leaseKey(name))).toBe(0);
  });

  test('of a holder whose connection is gone is lost to it before another has it', async () => {
    const name = newId();
    const redis = open.add();
    const held = await createLease(redis, name, silent, LIFE_MS)(never, ignore);
    const order: string[] = [];
    held.lost.addEventListener('abort', () => order.push('lost'));
    const next: Promise<HeldLease> = leaseOf(name)(never, ignore);
    redis.disconnect();
    await Promise.all([once(held.lost, 'abort'), next.then(() => order.push('taken'))]);
    expect(order).toEqual(['lost', 'taken']);
    redis.connect().catch(ignore);
    await once(redis, 'ready');
    await held.release();
    expect(await redis.exists(leaseKey(name))).toBe(1);
    await (await next).release();
  });
});
