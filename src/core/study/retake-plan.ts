import { Temporal } from 'temporal-polyfill';
import { assess, verdictFacts } from '#core/assessment/assess.ts';
import { lastDay } from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { examAhead } from '#core/plan/anchors.ts';
import { type Ends, type Latest, latestOf, mostOf, soonestSitting } from '#core/plan/study.ts';
import { hoursBefore, type Span, type StudyWeeks, studyWeeks } from '#core/plan/study-weeks.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Check, Study } from '#core/record/study.ts';
import { countingEntries } from '#core/study/log.ts';
import { type OpenRetake, retakeOf, type Studying, stepThree } from '#core/study/retake.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The weeks until an exam, counted back from its day. */
export interface RetakePlan {
  readonly retake: OpenRetake;
  /** The day to sit it: as booked, as agreed on, or as we would choose it. */
  readonly day: Temporal.PlainDate;
  readonly booked: boolean;
  readonly agreed: boolean;
  /** The last day that is of use; null: nothing ends. */
  readonly latest: Latest | null;
  /** The latest day to which the plan may move by itself. */
  readonly bound: Temporal.PlainDate;
  readonly span: Span;
  readonly study: StudyWeeks;
}

/** The plan for the exam to sit next. Null if there is none, no attempt or no hours are left, or no day can be worked out. */
export function retakePlan(person: Studying, knowledge: Knowledge, now: Temporal.Instant): RetakePlan | null {
  const retake = retakeOf(person, knowledge, now);
  if (retake.kind !== 'open' || person.study.hours === 0) return null;
  if (stepThree(person, retake, knowledge, now)?.waits) return null;
  const today = todayIn(now, zoneOf(person.settings));
  const { sitting, ends } = examAhead(groundOf(person, knowledge, now));
  if (!sitting) return null;
  const { day, booked, agreed } = sitting;
  const { pacing, exams } = knowledge;
  const latest = latestFor(retake, ends, knowledge, today);
  const furthest = today.add({ months: exams.planning.latest_months });
  const span: Span = {
    ...begunBefore(person, retake, today, booked || agreed),
    day,
    most: Math.floor(mostOf(person.profile, pacing.study, person.study)),
    away: person.study.away,
  };
  return {
    retake,
    day,
    booked,
    agreed,
    latest,
    bound: later(day, latest && isBefore(latest.day, furthest) ? latest.day : furthest),
    span,
    study: studyWeeks(span, pacing.study),
  };
}

/** The last day on which sitting an exam is of use; null: nothing ends. */
export function latestFor(
  { standing }: OpenRetake,
  ends: Ends,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
): Latest | null {
  const soonest = soonestSitting(standing, knowledge, today, ends);
  return soonest && latestOf(soonest, ends, knowledge);
}

/** The same for the record as a whole, whether or not there are weeks to plan. */
export function latestDay(person: Studying, knowledge: Knowledge, now: Temporal.Instant): Latest | null {
  const retake = retakeOf(person, knowledge, now);
  if (retake.kind !== 'open') return null;
  const { ends } = examAhead(groundOf(person, knowledge, now));
  return latestFor(retake, ends, knowledge, todayIn(now, zoneOf(person.settings)));
}

/** Hours of the whole plan that count as done on a day: what was planned before it, less what was not done after all. */
export function doneBy(
  { study, profile }: Studying,
  { span, retake }: RetakePlan,
  day: Temporal.PlainDate,
  { pacing }: Knowledge,
): number {
  const { aim, away } = study;
  if (!aim || !isUnderWay(aim, retake, profile)) return span.done;
  const before = { ...span, day: later(span.day, day) };
  const planned = hoursBefore(before, day, away, pacing.study);
  return aim.done + planned * shareKept(study, aim.from, day.toString());
}

/** How much of what was agreed on was done, by the checks; one if there are none. A day that was let go does not count. */
function shareKept(study: Study, from: string, until: string): number {
  const answers = new Map(
    countingEntries(study).flatMap(({ what }) =>
      what.kind === 'check' && what.check.on >= from && what.check.on < until
        ? [[what.check.on, what.check.answer] as const]
        : [],
    ),
  );
  const worth = [...answers.values()].filter((answer) => answer !== 'excused').map((answer) => WORTH[answer]);
  return worth.length === 0 ? 1 : worth.reduce((sum, one) => sum + one, 0) / worth.length;
}

const WORTH: Readonly<Record<Check['answer'], number>> = {
  done: 1,
  partly: 0.5,
  not: 0,
  missed: 0,
  excused: 0,
};

/** When the plan began, and what lies behind it. A plan that nobody agreed on begins today. */
function begunBefore(
  { study: { aim }, profile }: Studying,
  retake: OpenRetake,
  today: Temporal.PlainDate,
  isSettled: boolean,
): Pick<Span, 'from' | 'done'> {
  if (!aim || !isSettled || !isUnderWay(aim, retake, profile)) return { from: today, done: 0 };
  const from = Temporal.PlainDate.from(aim.from);
  return isBefore(today, from) ? { from: today, done: 0 } : { from, done: aim.done };
}

/** A plan ends with its exam: a sitting since then begins another. */
function isUnderWay(
  aim: NonNullable<Studying['study']['aim']>,
  { exam }: OpenRetake,
  { exams }: Pick<Profile, 'exams'>,
): boolean {
  const sat = exams.some(
    (one) =>
      one.exam === exam &&
      one.outcome !== 'scheduled' &&
      one.on !== null &&
      lastDay(one.on).toString() > aim.from,
  );
  return aim.exam === exam && !sat;
}

function groundOf(
  { profile, settings, study, assessments }: Studying,
  knowledge: Knowledge,
  now: Temporal.Instant,
) {
  const assessment = assessments?.at(-1) ?? assess(profile, knowledge, now);
  const facts = verdictFacts(profile, assessment, knowledge, now);
  const isClosed = facts.season_closed === true;
  return { profile, knowledge, path: assessment.path, isClosed, now, zone: zoneOf(settings), study };
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(a, b) ? b : a;
}
