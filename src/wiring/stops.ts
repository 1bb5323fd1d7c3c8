import type { Logger } from 'pino';

/** The ends of what was started. */
export interface Stops {
  /** Adds the end of a part, which will run before the ends added earlier. */
  add(part: string, end: () => unknown): void;
  /**
   * Runs every end, the last added first, each after the one before it is through. Running again does nothing.
   * @throws {AggregateError} after the last one, when any of them failed
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
