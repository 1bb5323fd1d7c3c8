import type { Temporal } from 'temporal-polyfill';
import {
  familyOf,
  isBelowMark,
  isQuestioned,
  isScored,
  lastDay,
  passMark,
  type Standing,
} from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Exam, examSchema, type Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';

/** The exam that the person has to sit next, a failed one first. Null if there is none, or no attempt is left. */
export function examToSit(all: readonly Standing[]): Standing | null {
  const open = all.filter((exam) => !exam.exhausted && !exam.awaited);
  return (
    open.find(({ state }) => state === 'failed') ?? open.find(({ state }) => state === 'planned') ?? null
  );
}

/** @param all how the person stands with each exam of `profile` */
export function examFacts(
  { type, exams }: Profile,
  { exams: rules }: Knowledge,
  all: readonly Standing[],
  today: Temporal.PlainDate,
) {
  return factsOfExams(exams, type, rules, all, today);
}

const factsOfExams = remember(function factsOfExams(
  exams: Profile['exams'],
  type: Profile['type'],
  rules: Rules,
  all: readonly Standing[],
  today: Temporal.PlainDate,
) {
  const none = all.length === 0;
  const failed = all.filter((exam) => exam.failed > 0);
  const open = all.filter(({ state }) => state === 'failed');
  const margins = failed.map(({ margin }) => margin);
  const known = margins.filter((margin) => margin !== null);
  const step2 = all.find(({ exam }) => exam === 'step2ck');
  const next = examToSit(all);
  const stateOf = (exam: Exam) => all.find((one) => one.exam === exam)?.state ?? null;
  const isUsmle = ({ exam }: Standing): boolean => familyOf(rules, exam) === 'usmle';
  return {
    step1: stateOf('step1'),
    step2ck: stateOf('step2ck'),
    level1: stateOf('level1'),
    level2ce: stateOf('level2ce'),
    level2_passed: resultOf(stateOf('level2ce')),
    comlex_only: type === 'us_do' && !all.some(isUsmle),
    failed_attempts: none ? null : failed.reduce((sum, exam) => sum + exam.failed, 0),
    recovered: none ? null : open.length === 0,
    recovery_margin: known.length > 0 && known.length === margins.length ? Math.min(...known) : null,
    strong_recovery: failed.length === 0 ? null : everyOne(failed.map((exam) => answered(exam, all, rules))),
    failed_unscored: failed.length > 0 && failed.every(({ exam }) => !isScored(rules, exam)),
    open_failure: none ? null : open.length > 0,
    open_attempts: none
      ? null
      : Math.max(0, ...all.filter(({ state }) => state !== 'passed').map(({ used }) => used)),
    attempts_left: next?.left ?? null,
    attempts_exhausted: none ? null : all.some(({ exhausted }) => exhausted),
    exam_planned: next !== null,
    exam_next: next?.exam ?? null,
    exam_next_name: next && nameOf(rules, next.exam),
    exam_next_family: next && familyOf(rules, next.exam),
    ...legalFacts(next, today),
    retake_open: none ? null : open.some(({ exhausted, awaited }) => !exhausted && !awaited),
    score_below_mark: exams.some((attempt) => isBelowMark(rules, attempt)),
    ...questionedFacts(exams, rules),
    step2_score: step2?.state === 'failed' ? 0 : (step2?.score ?? null),
  };
});

function resultOf(state: Standing['state'] | null): boolean | null {
  return state === 'passed' ? true : state === 'failed' ? false : null;
}

type Rules = Knowledge['exams'];

export function nameOf(rules: Rules, exam: Exam): string {
  return rules.exams.find(({ id }) => id === exam)?.name ?? exam;
}

/** Whether a clear later pass makes up for the failures at one exam; null if we do not know the score that decides. */
function answered(failed: Standing, all: readonly Standing[], rules: Rules): boolean | null {
  if (failed.state !== 'passed') return false;
  if (failed.clear !== null || isScored(rules, failed.exam)) return failed.clear;
  const order = examSchema.options;
  const since = all.filter(
    ({ exam, state }) =>
      state === 'passed' &&
      familyOf(rules, exam) === familyOf(rules, failed.exam) &&
      order.indexOf(exam) > order.indexOf(failed.exam),
  );
  if (since.some(({ clear }) => clear === true)) return true;
  return since.length === 0 || since.some(({ clear }) => clear === null) ? null : false;
}

function everyOne(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function legalFacts(next: Standing | null, today: Temporal.PlainDate) {
  const from = next?.legalFrom ?? null;
  const isAhead = from !== null && from.until(today).sign < 0;
  return { legal_from: isAhead ? from.toString() : null, legal_known: next && from !== null };
}

/** The latest attempt whose score contradicts the pass that was reported. */
function questionedFacts(exams: Profile['exams'], rules: Rules) {
  const doubted = exams
    .filter((attempt) => isQuestioned(rules, attempt))
    .toSorted((a, b) => dayKey(a.on).localeCompare(dayKey(b.on)) || (b.score ?? 0) - (a.score ?? 0))
    .at(-1);
  const mark = doubted && passMark(rules, doubted.exam, doubted.on);
  return {
    score_questioned: doubted !== undefined,
    questioned_exam: doubted?.exam ?? null,
    questioned_name: doubted ? nameOf(rules, doubted.exam) : null,
    questioned_score: doubted?.score ?? null,
    questioned_on: doubted?.on ?? null,
    questioned_mark: mark?.score ?? null,
  };
}

function dayKey(on: string | null): string {
  return on === null ? '' : lastDay(on).toString();
}
