import { Temporal } from 'temporal-polyfill';
import { examToSit } from '#core/assessment/exam-facts.ts';
import { firstDay, lastDay, nextSitting, type Standing } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Pacing } from '#core/knowledge/pacing.ts';
import { awayFrom } from '#core/plan/study-weeks.ts';
import type { StudyLoad } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { EMPTY_STUDY, type Study } from '#core/record/study.ts';

/** The day to sit the next exam. */
export interface Sitting {
  readonly day: Temporal.PlainDate;
  /** True when the person has booked it. If they named only the month, the day is the first of it that is possible. */
  readonly booked: boolean;
  /** True when they agreed to aim at this day. */
  readonly agreed: boolean;
}

/** What the person told us about the time they have. */
export type StudyTold = Pick<Study, 'hours' | 'away' | 'aim'>;
export const NOTHING_TOLD: StudyTold = EMPTY_STUDY;

/** The last days on which a sitting is of use. */
export interface Ends {
  /** By when a result has to be out to count in a season, the next season first. */
  readonly results: readonly Temporal.PlainDate[];
  /** The last day of ECFMG's seven years, while it is ahead. */
  readonly sevenYears: Temporal.PlainDate | null;
}

/** The last day to sit an exam, and what ends with it. */
export interface Latest {
  readonly day: Temporal.PlainDate;
  readonly why: 'season' | 'seven_years';
}

/** @param from the earliest day that is realistic: a season that it misses is not aimed at. Null: nothing ends. */
export function latestOf(from: Temporal.PlainDate, ends: Ends, { exams }: Knowledge): Latest | null {
  const { result_weeks } = exams.planning;
  const season = ends.results
    .map((day) => day.subtract({ weeks: result_weeks }))
    .find((day) => !isAfter(from, day));
  // ECFMG's last day can lie before the first legal one. Then it is missed, whatever is planned.
  const sevenYears = ends.sevenYears && !isAfter(from, ends.sevenYears) ? ends.sevenYears : null;
  if (sevenYears && (!season || isAfter(season, sevenYears))) return { day: sevenYears, why: 'seven_years' };
  return season ? { day: season, why: 'season' } : null;
}

/**
 * The first day on which a sitting is legal and realistic. Three months of study give way to ECFMG's last day, but the rules
 * on attempts do not. Null if it cannot be worked out.
 */
export function soonestSitting(
  exam: Standing,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
  { sevenYears }: Ends,
): Temporal.PlainDate | null {
  const soonest = nextSitting(knowledge.exams, { ...exam, nextOn: null }, today);
  if (!soonest || !sevenYears || !isAfter(soonest, sevenYears)) return soonest;
  const isWorthIt = !isAfter(today.add({ weeks: knowledge.exams.planning.least_weeks }), sevenYears);
  return isWorthIt && isLegal(exam, sevenYears, today) ? sevenYears : soonest;
}

/**
 * The next exam and its day: as booked, as agreed, or else at least three months away and within the rules on attempts.
 * Someone who has few hours in a week gets a later day, up to six months away, as long as the result still counts.
 */
export function sittingOf(
  profile: Profile,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
  ends: Ends,
  told: StudyTold = NOTHING_TOLD,
): Sitting | null {
  const exam = examToSit(standings(profile, knowledge));
  if (!exam) return null;
  const booked = exam.nextOn ? bookedDay(exam, exam.nextOn, today) : null;
  if (booked) return { day: booked, booked: true, agreed: false };
  const aim = told.aim?.exam === exam.exam ? Temporal.PlainDate.from(told.aim.day) : null;
  if (aim && isLegal(exam, aim, today)) return { day: aim, booked: false, agreed: true };
  const soonest = soonestSitting(exam, knowledge, today, ends);
  if (!soonest) return null;
  const { latest_months, result_weeks } = knowledge.exams.planning;
  const latest = latestOf(soonest, ends, knowledge);
  // A pass on ECFMG's last day would do, but nobody should aim at it: the result would leave no second try.
  const inTime = latest?.why === 'seven_years' ? latest.day.subtract({ weeks: result_weeks }) : latest?.day;
  const wanted = earlier(wholeStudy(profile, knowledge, today, told), today.add({ months: latest_months }));
  const day = inTime ? earlier(wanted, inTime) : wanted;
  return { day: isAfter(day, soonest) ? day : soonest, booked: false, agreed: false };
}

/** The first day that a booking can mean: of a month, the first one to come that is legal. Null: it means none. */
function bookedDay(exam: Standing, on: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (exam.legalFrom === null) return null;
  const first = later(later(firstDay(on), exam.legalFrom), today.add({ days: 1 }));
  return isAfter(first, lastDay(on)) ? null : first;
}

/** The first day that leaves room for all the hours of study before it. */
function wholeStudy(
  profile: Profile,
  { pacing: { study } }: Knowledge,
  today: Temporal.PlainDate,
  told: StudyTold,
): Temporal.PlainDate {
  const most = mostOf(profile, study, told);
  const isOff = awayFrom(told.away, today);
  let left = most <= 0 ? FAR : Math.min(FAR, Math.ceil(study.hours / most) * 7);
  let days = 0;
  for (; left > 0; days += 1) if (!isOff(days)) left -= 1;
  return today.add({ days: days + study.rest_days });
}

/** Days: further than any plan of study goes. */
const FAR = 400;

/** Plans the study backwards from the day of the exam. */
export function studyOf(
  day: Temporal.PlainDate,
  profile: Profile,
  { pacing: { study } }: Knowledge,
  today: Temporal.PlainDate,
  told: StudyTold = NOTHING_TOLD,
): StudyLoad {
  const until = day.subtract({ days: study.rest_days });
  const isOff = awayFrom(told.away, today);
  const days = Array.from({ length: Math.max(0, today.until(until).days) }, (_, index) => index);
  const weeks = Math.floor(days.filter((index) => !isOff(index)).length / 7);
  const most = mostOf(profile, study, told);
  const hours = Math.ceil(study.hours / Math.max(1, weeks));
  const enough = weeks > 0 && hours <= most;
  return { until: until.toString(), weeks, hours: Math.min(Math.floor(most), hours), enough };
}

/** The most hours of study in a week: as told, or else by whether the person has to work alongside it. */
export function mostOf(
  { life }: Profile,
  { week_most, week_most_working }: Pacing['study'],
  told: Pick<StudyTold, 'hours'>,
): number {
  if (told.hours !== null) return told.hours;
  return life.money === 'tight' || life.money === 'none' ? week_most_working : week_most;
}

/** Whether a day to come is allowed by the rules on attempts. */
export function isLegal(
  { legalFrom }: Standing,
  day: Temporal.PlainDate,
  today: Temporal.PlainDate,
): boolean {
  return isAfter(day, today) && legalFrom !== null && !isAfter(legalFrom, day);
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isAfter(a, b) ? a : b;
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isAfter(a, b) ? b : a;
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
