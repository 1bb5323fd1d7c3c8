import { Temporal } from 'temporal-polyfill';
import { examToSit } from '#core/assessment/exam-facts.ts';
import { firstDay, nextSitting } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Pacing } from '#core/knowledge/pacing.ts';
import type { StudyLoad } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';

/** The day to sit the next exam. */
export interface Sitting {
  readonly day: Temporal.PlainDate;
  /** True when the person has named it. They name only the month, so the day is the first of it. */
  readonly booked: boolean;
}

/**
 * The next exam and its day: as booked, or else at least three months away and within the rules on attempts. Someone who
 * works while studying gets a later day, up to six months away, if the result still comes by `deadline`.
 */
export function sittingOf(
  profile: Profile,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
  deadline: Temporal.PlainDate | null,
): Sitting | null {
  const exam = examToSit(standings(profile, knowledge));
  if (!exam) return null;
  const booked = exam.nextOn ? firstDay(exam.nextOn) : null;
  if (booked && isAfter(booked, today) && exam.legalFrom !== null && !isAfter(exam.legalFrom, booked))
    return { day: booked, booked: true };
  const earliest = nextSitting(knowledge.exams, { ...exam, nextOn: null }, today);
  if (!earliest) return null;
  const { latest_months, result_weeks } = knowledge.exams.planning;
  const { study } = knowledge.pacing;
  const weeks = Math.ceil(study.hours / mostOf(profile, study));
  const wanted = today.add({ weeks, days: study.rest_days });
  const last = today.add({ months: latest_months });
  const later = isAfter(wanted, last) ? last : wanted;
  const isInTime = !deadline || !isAfter(later.add({ weeks: result_weeks }), deadline);
  return { day: isAfter(later, earliest) && isInTime ? later : earliest, booked: false };
}

/** Plans the study backwards from the day of the exam. */
export function studyOf(
  day: Temporal.PlainDate,
  profile: Profile,
  { pacing: { study } }: Knowledge,
  today: Temporal.PlainDate,
): StudyLoad {
  const until = day.subtract({ days: study.rest_days });
  const weeks = Math.max(0, Math.floor(today.until(until).days / 7));
  const most = mostOf(profile, study);
  const hours = Math.ceil(study.hours / Math.max(1, weeks));
  const enough = weeks > 0 && hours <= most;
  return { until: until.toString(), weeks, hours: Math.min(most, hours), enough };
}

/** The most hours of study in a week. Someone short of money has to work alongside it. */
function mostOf({ life }: Profile, { week_most, week_most_working }: Pacing['study']): number {
  return life.money === 'tight' || life.money === 'none' ? week_most_working : week_most;
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
