import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Attempt, type Exam, examSchema, monthSchema } from '#core/assessment/profile.ts';
import { citationSchema } from '#core/source.ts';

const markSchema = z.strictObject({
  /** First month in which this mark held. */
  from: monthSchema,
  score: z.int().min(1).max(999),
  status: z.enum(['confirmed', 'provisional']),
  source: citationSchema,
});

/** Attempt limits, pass marks by date, and how far ahead a sitting is planned. From `exams.yaml`. */
export const examRulesSchema = z.strictObject({
  exams: z.array(
    z.strictObject({
      id: examSchema,
      name: z.string().min(1),
      family: z.enum(['usmle', 'comlex']),
      marks: z.array(markSchema),
    }),
  ),
  families: z.record(
    z.enum(['usmle', 'comlex']),
    z.strictObject({
      attempts: z.int().min(1),
      /** The last allowed attempt must be this many months after the first and after the latest. */
      spacing: z.strictObject({ after_first: z.int().min(1), after_latest: z.int().min(1) }).optional(),
      source: citationSchema,
    }),
  ),
  planning: z.strictObject({
    earliest_months: z.int().min(1),
    latest_months: z.int().min(1),
    /** Our allowance between the exam and its result, in weeks: no figure is published. */
    result_weeks: z.int().min(1),
    source: citationSchema,
  }),
});
export type ExamRules = z.infer<typeof examRulesSchema>;

export interface PassMark {
  readonly score: number;
  readonly confirmed: boolean;
}

/** The pass mark in force in a month (`YYYY-MM`); null where none is known or the month is not. */
export function passMark(rules: ExamRules, exam: Exam, on: string | null): PassMark | null {
  if (on === null) return null;
  const marks = rules.exams.find(({ id }) => id === exam)?.marks ?? [];
  const mark = marks.toSorted((a, b) => a.from.localeCompare(b.from)).findLast(({ from }) => from <= on);
  return mark ? { score: mark.score, confirmed: mark.status === 'confirmed' } : null;
}

/** A reported pass whose score lies below the confirmed mark of its month is a fail, whatever was reported. */
export function isBelowMark(rules: ExamRules, attempt: Attempt): boolean {
  if (attempt.outcome !== 'pass' || attempt.score === null) return false;
  const mark = passMark(rules, attempt.exam, attempt.on);
  return mark?.confirmed === true && attempt.score < mark.score;
}

/** Where a person stands with one exam. */
export interface Standing {
  readonly exam: Exam;
  /** Sittings that count against the limit; incomplete ones do. */
  readonly used: number;
  readonly failed: number;
  readonly state: 'passed' | 'failed' | 'pending' | 'planned';
  /** Highest passing score, and how far it lies above the mark of its month. */
  readonly score: number | null;
  readonly margin: number | null;
  /** The month of a sitting whose result is open or that is to come, `YYYY-MM`. */
  readonly nextOn: string | null;
  /** Taken, result not out. */
  readonly awaited: boolean;
  /** Every allowed attempt is used and none passed. */
  readonly exhausted: boolean;
  /** First legal day of the next sitting; null when the dates that decide it were not told, or none is left. */
  readonly legalFrom: Temporal.PlainDate | null;
}

/** Reads all attempts at one exam, in whatever order they were told. Null when there are none. */
export function standing(rules: ExamRules, attempts: readonly Attempt[], exam: Exam): Standing | null {
  const mine = attempts
    .filter((attempt) => attempt.exam === exam)
    .map((attempt) => (isBelowMark(rules, attempt) ? { ...attempt, outcome: 'fail' as const } : attempt));
  if (mine.length === 0) return null;
  const fails = mine.filter(({ outcome }) => outcome === 'fail');
  const passes = mine.filter((attempt) => attempt.outcome === 'pass' && !isBefore(attempt, fails));
  const coming = mine.filter(({ outcome }) => outcome === 'pending' || outcome === 'scheduled');
  const sat = mine.filter(({ outcome }) => outcome !== 'scheduled');
  const limit = limitOf(rules, exam);
  return {
    exam,
    used: sat.length,
    failed: fails.length,
    state: stateOf(passes, fails, coming),
    score: greatest(passes.map(({ score }) => score)),
    margin: greatest(passes.map((attempt) => marginOf(rules, attempt))),
    nextOn: coming.flatMap(({ on }) => on ?? []).toSorted()[0] ?? null,
    awaited: sat.some(({ outcome }) => outcome === 'pending'),
    exhausted:
      passes.length === 0 && sat.filter(({ outcome }) => outcome !== 'pending').length >= limit.attempts,
    legalFrom: legalFrom(limit, sat),
  };
}

/** A pass counts as later than the fails unless its month says otherwise: a passed exam cannot be sat again. */
function isBefore(pass: Attempt, fails: readonly Attempt[]): boolean {
  return fails.some((fail) => pass.on !== null && fail.on !== null && pass.on < fail.on);
}

function stateOf(
  passes: readonly Attempt[],
  fails: readonly Attempt[],
  coming: readonly Attempt[],
): Standing['state'] {
  if (passes.length > 0) return 'passed';
  if (fails.length > 0) return 'failed';
  return coming.some(({ outcome }) => outcome === 'pending') ? 'pending' : 'planned';
}

function marginOf(rules: ExamRules, { exam, on, score }: Attempt): number | null {
  const mark = passMark(rules, exam, on);
  return mark && score !== null ? score - mark.score : null;
}

function greatest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function limitOf(rules: ExamRules, exam: Exam): ExamRules['families']['usmle'] {
  return rules.families[rules.exams.find(({ id }) => id === exam)?.family ?? 'usmle'];
}

/** Only the month of a sitting is known, so its last day counts: cautious by up to a month. */
function legalFrom(
  limit: ExamRules['families']['usmle'],
  sat: readonly Attempt[],
): Temporal.PlainDate | null {
  if (sat.length >= limit.attempts) return null;
  const { spacing } = limit;
  if (!spacing || sat.length < limit.attempts - 1) return Temporal.PlainDate.from('1900-01-01');
  const months = sat.map(({ on }) => on ?? '').toSorted();
  const first = months.at(0);
  const latest = months.at(-1);
  if (!first || !latest) return null;
  const afterFirst = lastDay(first).add({ months: spacing.after_first });
  const afterLatest = lastDay(latest).add({ months: spacing.after_latest });
  return Temporal.PlainDate.compare(afterFirst, afterLatest) > 0 ? afterFirst : afterLatest;
}

/** The last day of a month `YYYY-MM`. */
export function lastDay(month: string): Temporal.PlainDate {
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day: 31 });
}

/**
 * The earliest day on which a sitting is both legal and realistic: after a real stretch of study, or as it is booked. One
 * that was taken already counts from its own month. Null when it cannot be told or no attempt is left.
 */
export function nextSitting(
  rules: ExamRules,
  exam: Standing,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (exam.awaited) return exam.nextOn ? lastDay(exam.nextOn) : today;
  if (!exam.legalFrom) return null;
  const booked = exam.nextOn ? lastDay(exam.nextOn) : null;
  // A booking that is past is none: what came of it was not told.
  const isAhead = booked !== null && Temporal.PlainDate.compare(booked, today) >= 0;
  const wanted = isAhead ? booked : today.add({ months: rules.planning.earliest_months });
  return Temporal.PlainDate.compare(exam.legalFrom, wanted) > 0 ? exam.legalFrom : wanted;
}
