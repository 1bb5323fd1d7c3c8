/** Into so many steps a wait is cut. */
const STEPS = 20;

/** A limit to a wait, and its end when nobody waits any more. */
export interface AwakeLimit {
  /** Aborted when the wait has taken too long. */
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * A time limit in which only the time counts that this process was awake. Starved of CPU or stopped for a while, it would
 * otherwise take its own standing still for the platform's silence, and send again what arrived long ago.
 * @param ms how long to wait while nothing holds this process up
 */
export function awakeLimit(ms: number): AwakeLimit {
  const limit = new AbortController();
  let steps = 0;
  // Steps that were missed are not made up for, and what has arrived by the last one is read first.
  const timer = setInterval(() => {
    steps += 1;
    if (steps === STEPS)
      setImmediate(() => limit.abort(new DOMException('no answer in time', 'TimeoutError')));
  }, ms / STEPS).unref();
  return { signal: limit.signal, end: () => clearInterval(timer) };
}
