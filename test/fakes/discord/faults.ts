import { type Call, Refusal, tooMany } from './wire.ts';

/** How calls fail for a while: `times` of the calls that `when` picks (all of them if absent). */
export interface Fault {
  readonly when: (call: Call) => boolean;
  readonly how: 'dropped' | 'unavailable' | 'busy' | { readonly status: number; readonly code: number };
  readonly times?: number;
  readonly waitMs?: number;
  /** A wait for everything, not just for this route. */
  readonly global?: boolean;
}

/** The faults of one fake Discord, in the order in which they were asked for. */
export function createFaults() {
  const faults = new Set<Fault & { left: number }>();

  function of(call: Call): Refusal | 'drop' | null {
    const found = [...faults].find((one) => one.when(call));
    if (!found) return null;
    found.left -= 1;
    if (found.left === 0) faults.delete(found);
    if (found.how === 'dropped') return 'drop';
    if (found.how === 'busy') return tooMany(found.waitMs ?? 5000, found.global ?? false);
    if (found.how === 'unavailable') return new Refusal(503, 0, 'Service Unavailable');
    return new Refusal(found.how.status, found.how.code, 'refused on demand');
  }

  return {
    /** What becomes of a call: it is refused, cut off, or (null) goes through. */
    of,
    /** Makes calls fail; returns a function that ends it. */
    fail(one: Fault): () => void {
      const standing = { ...one, left: one.times ?? Number.POSITIVE_INFINITY };
      faults.add(standing);
      return () => faults.delete(standing);
    },
  };
}
