import type { Temporal } from 'temporal-polyfill';
import { assess, criteriaOf, heaviestFirst, obstacleOf, verdictFacts } from '#core/assessment/assess.ts';
import { isBelowMark, type PassMark, passMark, type Standing } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Mode } from '#core/record/assessment.ts';
import type { Cycle, Exam, Profile } from '#core/record/profile.ts';
import { latestCycle } from '#core/season/latest.ts';

/** The exam that says the most, with the pass mark in force on its day. */
export interface ExamFact {
  readonly exam: Exam;
  readonly state: Standing['state'];
  readonly on: string | null;
  readonly score: number | null;
  readonly mark: Pick<PassMark, 'score' | 'confirmed'> | null;
}

/** What happened, as three plain facts, and where in the year that leaves the person. */
export interface Triage {
  readonly mode: Mode;
  readonly exam: ExamFact | null;
  readonly match: Cycle | null;
  /** What is in the way now: the label of a rule or a criterion; null if nothing we know of is. */
  readonly limitation: string | null;
}

export function triage(profile: Profile, knowledge: Knowledge, now: Temporal.Instant): Triage {
  const verdict = assess(profile, knowledge, now);
  const facts = verdictFacts(profile, verdict, knowledge, now);
  const isAfterwards = verdict.path === 'first_match' || verdict.path === 'matched';
  const heavy = heaviestFirst(criteriaOf(verdict, knowledge, facts)).find(({ holds }) => holds === false);
  return {
    mode: verdict.mode,
    exam: examFact(profile, knowledge),
    match: latestCycle(profile.cycles),
    limitation:
      obstacleOf(verdict, knowledge, facts)?.label ??
      (isAfterwards ? null : (heavy?.criterion.missing ?? null)),
  };
}

const WORST_FIRST = [
  'failed',
  'pending',
  'planned',
  'passed',
] as const satisfies readonly Standing['state'][];

function examFact(profile: Profile, knowledge: Knowledge): ExamFact | null {
  const rank = ({ state }: Standing): number => WORST_FIRST.indexOf(state);
  // Of several exams in the same state, the later one says more.
  const worst = standings(profile, knowledge)
    .toReversed()
    .toSorted((a, b) => rank(a) - rank(b))[0];
  if (!worst) return null;
  const { exam, state } = worst;
  const shown = profile.exams
    .filter(
      (attempt) =>
        attempt.exam === exam && stateOf(attempt.outcome, isBelowMark(knowledge.exams, attempt)) === state,
    )
    .toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? ''))
    .at(-1);
  const on = shown?.on ?? null;
  const mark = passMark(knowledge.exams, exam, on);
  return {
    exam,
    state,
    on,
    score: shown?.score ?? null,
    mark: mark && { score: mark.score, confirmed: mark.confirmed },
  };
}

function stateOf(outcome: Profile['exams'][number]['outcome'], isBelow: boolean): Standing['state'] {
  if (isBelow) return 'failed';
  switch (outcome) {
    case 'pass':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'pending':
      return 'pending';
    case 'scheduled':
    case 'incomplete':
      return 'planned';
    default:
      return outcome satisfies never;
  }
}
