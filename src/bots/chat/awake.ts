/** How many steps a wait is cut into. */
const STEPS = 20;

/** A time limit for a wait. */
export interface AwakeLimit {
  /** Aborted when the wait has taken too long. */
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * A time limit that counts only time in which this process was awake. When starved of CPU or stopped for a while, it would
 * otherwise mistake its own pause for silence from the platform, and resend what arrived long ago.
 * @param ms how long to wait while this process runs normally
 */
export function awakeLimit(ms: number): AwakeLimit {
  const limit = new AbortController();
  let steps = 0;
  // Missed steps are not made up for, and anything that has arrived by the last one is read first.
  const timer = setInterval(() => {
    steps += 1;
    if (steps === STEPS)
      setImmediate(() => limit.abort(new DOMException('no answer in time', 'TimeoutError')));
  }, ms / STEPS).unref();
  return { signal: limit.signal, end: () => clearInterval(timer) };
}
