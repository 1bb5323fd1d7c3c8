import type { Clause, Sentence } from '#core/explanation/clauses.ts';
import type { Found, Stretch } from '#core/explanation/reader.ts';
import { PARTS, type Part } from '#core/knowledge/explanation.ts';

/** A clause, and the part it belongs to; null: none. */
export interface Placed extends Clause {
  readonly part: Part | null;
  readonly sentence: number;
}

/** A sentence with its words, and what they say. */
export interface Read extends Sentence {
  readonly found: Found;
}

interface Weighed extends Clause {
  readonly sentence: number;
  /** The part that its words name; null: none for certain. */
  readonly sure: Part | null;
  readonly maybe: Part | null;
  /** It names something that is not a part: hidden, dramatic, an excuse, or empty. */
  readonly isWeak: boolean;
}

/**
 * The part that each clause of a text belongs to, in the order of the text.
 * @param ahead the sentences that name a day or month in the future
 */
export function placed(sentences: readonly Read[], ahead: ReadonlySet<number>): readonly Placed[] {
  const clauses: (Weighed & Placed)[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const isEarly = !clauses.some(({ part }) => part === 'changes' || part === 'plan');
    clauses.push(...settle(weigh(sentence, index, isEarly), ahead.has(index)));
  }
  return asCause(asPlan(clauses, ahead), sentences.length);
}

/** It says who failed. */
const MINE = /^(?:i|my|mine|me)$/;

/** @param isEarly nothing was changed or planned yet: what is told may be the failure or its cause */
function weigh({ clauses, found, tokens }: Read, sentence: number, isEarly: boolean): readonly Weighed[] {
  const stretches = new Map(PARTS.map((part) => [part, found.of(part)]));
  const maybes = new Map(
    PARTS.map((part) => {
      const isLate = !isEarly && (part === 'own' || part === 'cause');
      return [part, isLate ? [] : found.of(`${part}_maybe`)] as const;
    }),
  );
  const [hidden, retake] = [found.of('hidden'), found.of('retake')];
  const empty = [...found.of('excuse'), ...found.of('drama')];
  const vague = found.of('concrete').length > 0 ? [] : found.of('vague');
  return clauses.map((clause) => {
    const isMine = tokens.slice(clause.first, clause.end).some(({ word }) => MINE.test(word));
    const isHidden = count(hidden, clause) > 0 && !(isMine && count(stretches.get('own') ?? [], clause) > 0);
    const isWeak = isHidden || count([...empty, ...vague], clause) > 0;
    const told = best(stretches, clause);
    // An excuse is not a cause, a plea is not a plan, and a word that could mean anything names neither a cause nor a
    // change.
    const isPromise = told === 'plan' && count(empty, clause) > 0 && count(retake, clause) === 0;
    const isEmpty = isWeak && (told === 'cause' || told === 'changes' || isHidden || isPromise);
    const sure = isEmpty ? null : told;
    return { ...clause, sentence, sure, maybe: isWeak ? null : best(maybes, clause), isWeak };
  });
}

/**
 * If two parts have equally many signs, the first one here wins: the failed thing is often just where a clause begins.
 */
const WEIGHTIEST = ['cause', 'plan', 'changes', 'own'] as const satisfies readonly Part[];

/** The part with the most signs that begin in the clause. */
function best(stretches: ReadonlyMap<Part, readonly Stretch[]>, clause: Clause): Part | null {
  const counted = WEIGHTIEST.map((part) => ({ part, signs: count(stretches.get(part) ?? [], clause) }));
  const most = Math.max(...counted.map(({ signs }) => signs));
  return most === 0 ? null : (counted.find(({ signs }) => signs === most)?.part ?? null);
}

function count(stretches: readonly Stretch[], { first, end }: Clause): number {
  return new Set(
    stretches.filter(([from]) => from >= first && from < end).map(([from, to]) => `${from} ${to}`),
  ).size;
}

/**
 * Clauses without a sign of their own go with the one before them in their sentence; the first ones go with the next.
 */
function settle(clauses: readonly Weighed[], isAhead: boolean): readonly (Weighed & Placed)[] {
  let part = clauses.find(({ sure }) => sure !== null)?.sure ?? null;
  part ??= isAhead && !clauses.some(({ isWeak }) => isWeak) ? 'plan' : null;
  part ??= clauses.find(({ maybe }) => maybe !== null)?.maybe ?? null;
  return clauses.map((clause) => {
    part = clause.sure ?? part;
    return { ...clause, part: clause.isWeak && clause.sure === null ? null : part };
  });
}

/**
 * A future day is a plan, and so are the last words after a plan, if no sign says otherwise: everyone has different
 * strengths.
 */
function asPlan(clauses: readonly (Weighed & Placed)[], ahead: ReadonlySet<number>) {
  const dated = clauses.map((clause) =>
    isOpen(clause) && ahead.has(clause.sentence) ? inPlan(clause) : clause,
  );
  const plan = dated.findLastIndex(({ part }) => part === 'plan');
  const last = dated.findLastIndex(({ part }) => part !== null);
  return dated.map((clause, index) =>
    plan >= 0 && index > last && index > plan && isOpen(clause) ? inPlan(clause) : clause,
  );
}

function isOpen({ part, isWeak }: Weighed & Placed): boolean {
  return part === null && !isWeak;
}

function inPlan(clause: Weighed & Placed): Weighed & Placed {
  return { ...clause, part: 'plan' };
}

/**
 * A sentence between the failure and the change is the cause, even if its words name none: everyone tells their reason
 * in different words.
 */
function asCause(clauses: readonly (Weighed & Placed)[], sentences: number): readonly Placed[] {
  if (clauses.some(({ part }) => part === 'cause')) return clauses;
  const own = clauses.findLast(({ part }) => part === 'own')?.sentence ?? sentences;
  const next = clauses.find(({ part, sentence }) => sentence > own && part !== null)?.sentence ?? own;
  const weak = new Set(clauses.filter(({ isWeak }) => isWeak).map(({ sentence }) => sentence));
  return clauses.map((clause) => {
    const isBetween = clause.sentence > own && clause.sentence < next;
    return isBetween && clause.part === null && !weak.has(clause.sentence)
      ? { ...clause, part: 'cause' }
      : clause;
  });
}
