import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { leaseKey } from '#store/layout.ts';
import type { RedisClient } from '#store/redis.ts';
import { DELETE_OWN, script } from '#store/script.ts';

export interface HeldLease {
  /** Aborted when it could not be kept: another process may hold it from now on. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Waits until no other process holds the lease, then keeps it until it is released, lost, or this process dies.
 * @param onWait called once if another process holds it now
 * @throws {DOMException} an `AbortError` when `stop` is aborted before we get it
 */
export type Lease = (stop: AbortSignal, onWait: () => void) => Promise<HeldLease>;

/** The lease of a holder that died is free after this long. */
const LIFE_MS = 6000;

const RENEW = script(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

/** A lease that one process at a time may hold, whatever happens to the others. */
export function createLease(redis: RedisClient, name: string, log: Logger, lifeMs = LIFE_MS): Lease {
  const key = leaseKey(name);
  const stepMs = lifeMs / 6;

  return async (stop, onWait) => {
    const token = randomBytes(12).toString('base64url');
    // Never throws: a process that cannot ask does not hold it.
    const ask = (question: () => Promise<unknown>): Promise<unknown> =>
      question().catch((error: Error) =>
        log.warn({ lease: name, error: error.name }, 'Redis gave no answer'),
      );
    const take = () => ask(() => redis.set(key, token, 'PX', lifeMs, 'NX'));

    let asked = performance.now();
    for (let waits = 0; (await take()) !== 'OK'; waits += 1) {
      if (waits === 0) onWait();
      await pause(stepMs * (0.5 + Math.random()), undefined, { signal: stop });
      asked = performance.now();
    }

    const lost = new AbortController();
    const released = new AbortController();
    const over = AbortSignal.any([lost.signal, released.signal]);
    let deadline = setDeadline();

    /** Gives up one step before others may take it. */
    function setDeadline(): NodeJS.Timeout {
      return setTimeout(() => lost.abort(), asked + lifeMs - stepMs - performance.now()).unref();
    }

    async function keep(): Promise<void> {
      while (!over.aborted) {
        await pause(stepMs, undefined, { signal: over, ref: false }).catch(() => undefined);
        if (over.aborted) return;
        const began = performance.now();
        const answer = await ask(() => RENEW(redis, [key], token, lifeMs));
        if (answer === 0) lost.abort();
        if (answer !== 1) continue;
        asked = began;
        clearTimeout(deadline);
        deadline = setDeadline();
      }
    }
    const kept = keep();

    return {
      lost: lost.signal,
      async release() {
        released.abort();
        await kept;
        clearTimeout(deadline);
        await ask(() => DELETE_OWN(redis, [key], token));
      },
    };
  };
}
