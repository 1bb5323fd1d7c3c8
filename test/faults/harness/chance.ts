import { setTimeout as pause } from 'node:timers/promises';

/** Randomness that a printed seed can reproduce. */
export interface Chance {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  pick<T extends readonly unknown[]>(from: T): T[number];
  /** Waits for a random time of up to this many milliseconds. */
  within(ms: number): Promise<void>;
}

/** Mulberry32, https://github.com/cprosche/mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    between: (from, to) => from + next() * (to - from),
    pick: (from) => from[Math.floor(next() * from.length)],
    within: (ms) => pause(next() * ms),
  };
}
