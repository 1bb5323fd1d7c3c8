import { Temporal } from 'temporal-polyfill';
import { examToSit, nameOf } from '#core/assessment/exam-facts.ts';
import { familyOf } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How somebody stands with the exam that they have to sit next. */
export type Retake =
  /** No exam in the record is failed or planned. */
  | { readonly kind: 'none' }
  /** Taken, and the result is not out. */
  | { readonly kind: 'awaited'; readonly exam: Exam; readonly name: string }
  /** Every attempt has been used, here or at another exam of the same kind. */
  | { readonly kind: 'exhausted'; readonly exam: Exam; readonly name: string; readonly rule: string }
  | {
      readonly kind: 'open';
      readonly exam: Exam;
      readonly name: string;
      /** Attempts used so far, and left. */
      readonly used: number;
      readonly left: number;
      /** The first legal day, today at the earliest; null: a date that decides it is missing. */
      readonly earliest: Temporal.PlainDate | null;
      /** The first legal day is still to come. */
      readonly isAhead: boolean;
    };

/** The exam to sit next, and what the rules on attempts leave. Days are those of the person's zone. */
export function retakeOf(
  { profile, settings }: Pick<Applicant, 'profile' | 'settings'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Retake {
  const rules = knowledge.exams;
  const today = todayIn(now, zoneOf(settings));
  const all = standings(profile, knowledge);
  const next = examToSit(all);
  const family = next && familyOf(rules, next.exam);
  const used = all.find(
    ({ exam, exhausted }) => exhausted && (family === null || familyOf(rules, exam) === family),
  );
  if (used) {
    const { rule } = rules.families[familyOf(rules, used.exam)];
    return { kind: 'exhausted', exam: used.exam, name: nameOf(rules, used.exam), rule };
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
    used: next.used,
    left: next.left ?? 0,
    earliest: isAhead ? next.legalFrom : next.legalFrom && today,
    isAhead,
  };
}
