import type { Logger } from 'pino';

/** The functions that stop what was started. */
export interface Stops {
  /** Adds a part's stop function, which runs before those added earlier. */
  add(part: string, end: () => unknown): void;
  /**
   * Runs every stop function one at a time, the last added first. Running it again does nothing.
   * @throws {AggregateError} at the end, when any of them failed
   */
  run(): Promise<void>;
}

export function createStops(log: Logger): Stops {
  const ends: { readonly part: string; readonly end: () => unknown }[] = [];
  return {
    add: (part, end) => void ends.push({ part, end }),
    run: async () => {
      const failures: unknown[] = [];
      for (let last = ends.pop(); last; last = ends.pop()) {
        try {
          await last.end();
        } catch (error) {
          log.error({ part: last.part, err: error }, 'a part did not stop in order');
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not every part stopped in order');
    },
  };
}
