/** A piece of a list, as much as a phone shows at a time. */
export interface Piece<T> {
  readonly shown: readonly T[];
  /** How many come before it. */
  readonly from: number;
  /** Where the next piece begins; null if this is the last. */
  readonly next: number | null;
  /** How many come after it. */
  readonly left: number;
}

/** @param start how many stand before the piece, as a button says it; what is no place in the list is its beginning */
export function paged<T>(all: readonly T[], start: number, size: number): Piece<T> {
  const from = Number.isInteger(start) && start > 0 && start < all.length ? start : 0;
  const shown = all.slice(from, from + size);
  const left = all.length - from - shown.length;
  return { shown, from, next: left > 0 ? from + size : null, left };
}
