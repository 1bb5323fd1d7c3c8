import type { Condition } from '#core/knowledge/condition.ts';
import type { Field } from '#core/knowledge/fields.ts';
import type { Cycle } from '#core/record/profile.ts';

/** True, false, or null for "cannot be told". Unknown facts decide nothing. */
export type Truth = boolean | null;

/** Judges a condition in three-valued logic (Kleene): an unknown makes the result unknown only if it decides. */
export function judge(condition: Condition, facts: Facts): Truth {
  if (condition.all) return allOf(condition.all, facts, true);
  if (condition.any) return not(allOf(condition.any, facts, false));
  if (condition.none) return allOf(condition.none, facts, false);
  if (condition.unless) return !condition.unless.some((part) => judge(part, facts) === true);
  if (condition.corrected_cycles) return countCycles(condition.corrected_cycles, facts);
  return compare(condition, facts);
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** Whether every part has the wanted result. The first that does not decides, so the rest is skipped. */
function allOf(parts: readonly Condition[], facts: Facts, wanted: boolean): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const is = judge(part, facts);
    if (is === !wanted) return false;
    if (is === null) truth = null;
  }
  return truth;
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function compare({ field, is, value }: Condition, facts: Facts): Truth {
  if (field === undefined || is === undefined) return null;
  const fact = facts[field];
  if (is === 'known') return (fact !== null) === value;
  if (fact === null) return null;
  switch (is) {
    case 'equals':
      return fact === value;
    case 'one_of':
      return Array.isArray(value) && value.includes(fact);
    case 'at_least':
      return Number(fact) >= Number(value);
    case 'at_most':
      return Number(fact) <= Number(value);
    case 'above':
      return Number(fact) > Number(value);
    default:
      return is satisfies never;
  }
}

/**
 * Before a first cycle nothing could be corrected, whatever was told about it. If years are missing, doubt counts in
 * the person's favour.
 */
function countCycles(
  rule: { readonly at_least: number; readonly interviews_at_most: number },
  facts: Facts,
): Truth {
  const [, ...judged] = facts.unmatched
    .map(({ year, changed, interviews }) => ({
      year: year ?? 0,
      truth: every([
        changed === 'unknown' ? null : changed === 'yes',
        interviews === null ? null : interviews <= rule.interviews_at_most,
      ]),
    }))
    .toSorted((a, b) => a.year - b.year || SURE_FIRST.indexOf(a.truth) - SURE_FIRST.indexOf(b.truth));
  const sure = judged.filter(({ truth }) => truth === true).length;
  const possible = judged.filter(({ truth }) => truth !== false).length;
  if (sure >= rule.at_least) return true;
  return possible >= rule.at_least ? null : false;
}

const SURE_FIRST: readonly Truth[] = [true, null, false];

/** What we know about a person on one day, ready to be compared. */
export type Facts = Readonly<Record<Field, string | number | boolean | null>> & {
  /** Cycles that ended without a position of any kind. */
  readonly unmatched: readonly Cycle[];
};
