import { Temporal } from 'temporal-polyfill';
import { examToSit, nameOf } from '#core/assessment/exam-facts.ts';
import { familyOf, limitOf, type Standing } from '#core/assessment/exams.ts';
import { factsOf, standings } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Cited, cite } from '#core/knowledge/source.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Study } from '#core/record/study.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What a plan of study is made from; a whole record has it too. */
export interface Studying {
  readonly profile: Applicant['profile'];
  readonly settings: { readonly zone: string | null };
  readonly study: Study;
  readonly assessments?: Applicant['assessments'];
}

/** How somebody stands with the exam that they have to sit next. */
export type Retake =
  /** No exam in the record is failed or planned. */
  | { readonly kind: 'none' }
  /** Taken, and the result is not out. */
  | { readonly kind: 'awaited'; readonly exam: Exam; readonly name: string }
  /** Every attempt has been used, here or at another exam of the same kind. */
  | {
      readonly kind: 'exhausted';
      readonly exam: Exam;
      readonly name: string;
      readonly rule: string;
      readonly source: Cited;
    }
  | OpenRetake;

export interface OpenRetake {
  readonly kind: 'open';
  readonly exam: Exam;
  readonly name: string;
  readonly standing: Standing;
  /** Attempts used so far, and left. */
  readonly used: number;
  readonly left: number;
  /** The first legal day, today at the earliest; null: a date that decides it is missing. */
  readonly earliest: Temporal.PlainDate | null;
  /** The first legal day is still to come. */
  readonly isAhead: boolean;
  /** Where the rules on attempts come from. */
  readonly source: Cited;
}

/** The exam to sit next, and what the rules on attempts leave. Days are those of the person's zone. */
export function retakeOf(
  { profile, settings }: Pick<Studying, 'profile' | 'settings'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Retake {
  const { exams: rules, sources } = knowledge;
  const today = todayIn(now, zoneOf(settings));
  const all = standings(profile, knowledge);
  const next = examToSit(all);
  const family = next && familyOf(rules, next.exam);
  const used = all.find(
    ({ exam, exhausted }) => exhausted && (family === null || familyOf(rules, exam) === family),
  );
  if (used) {
    const { exam } = used;
    const { rule, source } = limitOf(rules, exam);
    return { kind: 'exhausted', exam, name: nameOf(rules, exam), rule, source: cite(sources, source) };
  }
  if (!next) {
    const awaited = all.find((one) => one.awaited && one.state !== 'passed');
    return awaited
      ? { kind: 'awaited', exam: awaited.exam, name: nameOf(rules, awaited.exam) }
      : { kind: 'none' };
  }
  const isAhead = next.legalFrom !== null && Temporal.PlainDate.compare(next.legalFrom, today) > 0;
  return {
    kind: 'open',
    exam: next.exam,
    name: nameOf(rules, next.exam),
    standing: next,
    used: next.used,
    left: next.left ?? 0,
    earliest: isAhead ? next.legalFrom : next.legalFrom && today,
    isAhead,
    source: cite(sources, limitOf(rules, next.exam).source),
  };
}

/** What is said about Step 3 to somebody who plans it for the first time; null for every other exam. */
export interface StepThree {
  readonly says: string;
  /** It cannot be taken yet. */
  readonly waits: boolean;
  readonly source: Cited;
}

/** Whether Step 3 can do any good now. */
export function stepThree(
  { profile }: Pick<Studying, 'profile'>,
  { exam, standing }: OpenRetake,
  knowledge: Knowledge,
  now: Temporal.Instant,
): StepThree | null {
  if (exam !== 'step3' || standing.used > 0) return null;
  const facts = factsOf(profile, knowledge, now);
  const rule = knowledge.exams.step3.find(({ when }) => judge(when, facts) === true);
  return rule ? { says: rule.says, waits: rule.waits, source: cite(knowledge.sources, rule.source) } : null;
}
