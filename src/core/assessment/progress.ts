import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Assessment, PATHS, type Path } from '#core/record/assessment.ts';

/** How a criterion came out; `absent`: that assessment did not have it. */
export type State = 'held' | 'failed' | 'unknown' | 'absent';

/** What changed between two assessments. Ids only: the words come from knowledge. */
export interface Progress {
  readonly path: { readonly from: Path; readonly to: Path; readonly better: boolean | null } | null;
  /** Null if it did not change. */
  readonly borderline: { readonly from: boolean; readonly to: boolean } | null;
  readonly criteria: readonly { readonly id: string; readonly from: State; readonly to: State }[];
  readonly eligibility: { readonly gone: readonly string[]; readonly come: readonly string[] };
}

/** A Match that is running, or won, is no better or worse than what follows it: it is a different question. */
function isSettled(path: Path): boolean {
  return path === 'first_match' || path === 'matched';
}

/** Compares two assessments, the older one first. An empty part means that nothing changed there. */
export function progress(before: Assessment, after: Assessment): Progress {
  const ids = new Set(
    [before, after].flatMap(({ held, failed, unknown }) => [...held, ...failed, ...unknown]),
  );
  return {
    path:
      before.path === after.path
        ? null
        : {
            from: before.path,
            to: after.path,
            better:
              isSettled(before.path) || isSettled(after.path)
                ? null
                : PATHS.indexOf(after.path) > PATHS.indexOf(before.path),
          },
    borderline:
      before.borderline === after.borderline ? null : { from: before.borderline, to: after.borderline },
    criteria: [...ids]
      .map((id) => ({ id, from: stateIn(before, id), to: stateIn(after, id) }))
      .filter(({ from, to }) => from !== to),
    eligibility: {
      gone: before.eligibility.filter((id) => !after.eligibility.includes(id)),
      come: after.eligibility.filter((id) => !before.eligibility.includes(id)),
    },
  };
}

/** Whether nothing changed at all. */
export function isStill({ path, borderline, criteria, eligibility }: Progress): boolean {
  const { gone, come } = eligibility;
  return !path && !borderline && criteria.length + gone.length + come.length === 0;
}

/** How many whole days old the answers behind an assessment are, and whether to ask again. */
export function ageOf(
  { at }: Assessment,
  knowledge: Knowledge,
  now: Temporal.Instant,
): { readonly days: number; readonly stale: boolean } {
  const days = Math.max(0, Math.floor(Temporal.Instant.from(at).until(now).total('hours') / 24));
  return { days, stale: days >= knowledge.assessment.rules.fresh_days };
}

function stateIn({ held, failed, unknown }: Assessment, id: string): State {
  if (held.includes(id)) return 'held';
  if (failed.includes(id)) return 'failed';
  return unknown.includes(id) ? 'unknown' : 'absent';
}
