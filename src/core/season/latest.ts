import type { Cycle } from '#core/record/profile.ts';

/** Outcomes of a Match that ended without a full position. */
export const ENDED_WITHOUT: readonly Cycle['outcome'][] = [
  'unmatched',
  'no_rank_list',
  'prelim_only',
  'advanced_only',
];

/**
 * The newest cycle. One whose year we were not told counts as older than any other. The order of the list does not
 * matter.
 */
export function latestCycle(cycles: readonly Cycle[]): Cycle | null {
  return cycles.toSorted(byAge).at(-1) ?? null;
}

function byAge(a: Cycle, b: Cycle): number {
  return (
    (a.year ?? 0) - (b.year ?? 0) ||
    a.outcome.localeCompare(b.outcome) ||
    (a.interviews ?? -1) - (b.interviews ?? -1)
  );
}
