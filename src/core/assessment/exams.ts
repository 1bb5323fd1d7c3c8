import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import type { ExamRules } from '#core/knowledge/exams.ts';
import type { Citation } from '#core/knowledge/source.ts';
import type { Attempt, Exam } from '#core/record/profile.ts';

export interface PassMark {
  readonly score: number;
  readonly confirmed: boolean;
  /** The lowest mark that may have applied: the one before a change if the month of that change is uncertain. */
  readonly surely: number;
  readonly source: Citation;
}

/** The pass mark in force on a day or in a month; null if we do not know the mark or the date. */
export function passMark(rules: ExamRules, exam: Exam, on: string | null): PassMark | null {
  if (on === null) return null;
  const marks = rules.exams.find(({ id }) => id === exam)?.marks ?? [];
  const held = marks
    .toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
    .filter(({ from }) => (from ?? '') <= on);
  const mark = held.at(-1);
  if (!mark) return null;
  const confirmed = mark.status === 'confirmed';
  const surely = confirmed ? mark.score : Math.min(mark.score, held.at(-2)?.score ?? 0);
  return { score: mark.score, confirmed, surely, source: mark.source };
}

/** A reported pass with a score below every mark that may have applied that day is a fail, whatever was reported. */
export function isBelowMark(rules: ExamRules, attempt: Attempt): boolean {
  return isPassBelow(attempt, passMark(rules, attempt.exam, attempt.on)?.surely);
}

/** We ask about a reported pass below the mark of its day, even if the month of that mark is uncertain. */
export function isQuestioned(rules: ExamRules, attempt: Attempt): boolean {
  return isPassBelow(attempt, passMark(rules, attempt.exam, attempt.on)?.score);
}

function isPassBelow({ outcome, score }: Attempt, mark: number | undefined): boolean {
  return outcome === 'pass' && score !== null && mark !== undefined && score < mark;
}

/** How a person stands with one exam. */
export interface Standing {
  readonly exam: Exam;
  /** Sittings that count towards the limit, including incomplete ones. */
  readonly used: number;
  readonly failed: number;
  readonly state: 'passed' | 'failed' | 'pending' | 'planned';
  /** The highest passing score, and how far it is above the mark of its month. */
  readonly score: number | null;
  readonly margin: number | null;
  /** Whether a later pass is clearly above the mark of its day; null if we do not know its score. */
  readonly clear: boolean | null;
  /** Attempts left; null once it is passed. */
  readonly left: number | null;
  /** The day or month of a sitting that is still to come or whose result is not out. */
  readonly nextOn: string | null;
  /** Taken, but the result is not out. */
  readonly awaited: boolean;
  /** Every allowed attempt has been used and none passed. */
  readonly exhausted: boolean;
  /** The first legal day of the next sitting; null if we do not know the dates that decide it, or none is left. */
  readonly legalFrom: Temporal.PlainDate | null;
}

/** Reads all attempts at one exam, in any order. Null if there are none. */
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
    clear: clearOf(rules, passes),
    left: passes.length > 0 ? null : Math.max(0, limit.attempts - sat.length),
    nextOn: coming.flatMap(({ on }) => on ?? []).toSorted()[0] ?? null,
    awaited: sat.some(({ outcome }) => outcome === 'pending'),
    exhausted:
      passes.length === 0 && sat.filter(({ outcome }) => outcome !== 'pending').length >= limit.attempts,
    legalFrom: legalFrom(limit, sat),
  };
}

/** A pass counts as later than the fails unless its date says otherwise, since a passed exam cannot be taken again. */
function isBefore(pass: Attempt, fails: readonly Attempt[]): boolean {
  return fails.some((fail) => pass.on !== null && fail.on !== null && isEarlier(pass.on, fail.on));
}

/** Whether one date is certainly before another: a month and a day in that month may be either way round. */
export function isEarlier(a: string, b: string): boolean {
  return Temporal.PlainDate.compare(lastDay(a), firstDay(b)) < 0;
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

/** Whether the exam gives three-digit scores today: one with a mark does. Step 1 and Level 1 are pass or fail. */
export function isScored(rules: ExamRules, exam: Exam): boolean {
  return (rules.exams.find(({ id }) => id === exam)?.marks ?? []).length > 0;
}

function clearOf(rules: ExamRules, passes: readonly Attempt[]): boolean | null {
  const margin = greatest(passes.map((attempt) => marginOf(rules, attempt)));
  const [pass] = passes;
  return margin === null || !pass ? null : margin >= limitOf(rules, pass.exam).clear_margin;
}

function marginOf(rules: ExamRules, { exam, on, score }: Attempt): number | null {
  const mark = passMark(rules, exam, on);
  return mark && score !== null ? score - mark.score : null;
}

function greatest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function familyOf(rules: ExamRules, exam: Exam): keyof ExamRules['families'] {
  return rules.exams.find(({ id }) => id === exam)?.family ?? 'usmle';
}

export function limitOf(rules: ExamRules, exam: Exam): ExamRules['families']['usmle'] {
  return rules.families[familyOf(rules, exam)];
}

/** If we only know the month of a sitting, we count its last day: cautious by up to a month. */
function legalFrom(
  limit: ExamRules['families']['usmle'],
  sat: readonly Attempt[],
): Temporal.PlainDate | null {
  if (sat.length >= limit.attempts) return null;
  const { spacing } = limit;
  if (!spacing || sat.length < limit.attempts - 1) return Temporal.PlainDate.from('1900-01-01');
  const days = sat
    .flatMap(({ on }) => (on === null ? [] : [lastDay(on)]))
    .toSorted(Temporal.PlainDate.compare);
  const first = days.at(0);
  const latest = days.at(-1);
  if (!first || !latest || days.length < sat.length) return null;
  const afterFirst = wholeMonthsAfter(first, spacing.after_first);
  const afterLatest = wholeMonthsAfter(latest, spacing.after_latest);
  return Temporal.PlainDate.compare(afterFirst, afterLatest) > 0 ? afterFirst : afterLatest;
}

/** Where the month has no such day, the first of the next one: six months after 31 August are over on 1 March. */
function wholeMonthsAfter(day: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const after = day.add({ months });
  return after.day < day.day ? after.add({ days: 1 }) : after;
}

/** The first day that a date `YYYY-MM` or `YYYY-MM-DD` can mean. */
export function firstDay(on: string): Temporal.PlainDate {
  return firstDays.memo(on);
}

/** The last day that a date `YYYY-MM` or `YYYY-MM-DD` can mean. */
export function lastDay(on: string): Temporal.PlainDate {
  return lastDays.memo(on);
}

/** Cached: everyone's dates fall in the same few years, and parsing one costs more than all the rest. */
const MOST_DATES = 5000;

const firstDays = datesWith(1);

const lastDays = datesWith(31);

function datesWith(day: number): LRUCache<string, Temporal.PlainDate> {
  const memoMethod = (on: string): Temporal.PlainDate =>
    on.length > 7 ? Temporal.PlainDate.from(on) : Temporal.PlainYearMonth.from(on).toPlainDate({ day });
  return new LRUCache({ max: MOST_DATES, memoMethod });
}

/**
 * The earliest day on which a sitting is both legal and realistic: after a proper stretch of study, or as booked. A
 * sitting already taken counts from its own month. Null if it cannot be worked out or no attempt is left.
 */
export function nextSitting(
  rules: ExamRules,
  exam: Standing,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (exam.awaited) return exam.nextOn ? lastDay(exam.nextOn) : today;
  if (!exam.legalFrom) return null;
  const booked = exam.nextOn ? lastDay(exam.nextOn) : null;
  // A booking in the past does not count: we were not told what came of it.
  const isAhead = booked !== null && Temporal.PlainDate.compare(booked, today) >= 0;
  const wanted = isAhead ? booked : today.add({ months: rules.planning.earliest_months });
  return Temporal.PlainDate.compare(exam.legalFrom, wanted) > 0 ? exam.legalFrom : wanted;
}
