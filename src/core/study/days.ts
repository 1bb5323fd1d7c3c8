import { type Day, isoOf, readDay, weekdayOf } from '#core/etiquette/days.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Check, Routine } from '#core/record/study.ts';
import { countingEntries } from '#core/study/log.ts';
import { examEnd, type Kept, routineOn, routinesOf } from '#core/study/routine.ts';

/** What is known about the days of one person's study. Days are counted from 1970-01-01, in the person's zone. */
export interface StudyDays {
  /** The routine in force; null: none, it has ended, or its exam is sat. */
  routineOn(day: Day): Routine | null;
  /** Life leaves no room for study on this day. */
  isAway(day: Day): boolean;
  /** The routine asks about this day, and the person isn't away. */
  isDue(day: Day): boolean;
  /** What was said about it last. */
  checkOf(day: Day): Check | null;
  /** Days with a check in the log, the oldest first. */
  readonly checked: readonly Day[];
}

export function studyDays({ study, profile }: Pick<Applicant, 'study' | 'profile'>): StudyDays {
  const kept = routinesOf(study);
  const ends = new Map(kept.map(({ routine }) => [routine, examEnd(profile, routine)]));
  const away = study.away.map(({ from, until }) => [readDay(from), readDay(until)] as const);
  const checks = new Map(
    countingEntries(study).flatMap(({ what }) =>
      what.kind === 'check' ? [[readDay(what.check.on), what.check] as const] : [],
    ),
  );
  const routine = (day: Day): Routine | null => inForce(kept, ends, isoOf(day));
  const isAway = (day: Day): boolean => away.some(([from, until]) => from <= day && day <= until);
  return {
    routineOn: routine,
    isAway,
    isDue: (day) => !isAway(day) && routine(day)?.days.includes(weekdayOf(day)) === true,
    checkOf: (day) => checks.get(day) ?? null,
    checked: [...checks.keys()].toSorted((a, b) => a - b),
  };
}

function inForce(
  kept: readonly Kept[],
  ends: ReadonlyMap<Routine, string | null>,
  on: string,
): Routine | null {
  const found = routineOn(kept, on);
  if (!found || found.days.length === 0) return null;
  const end = ends.get(found) ?? null;
  return end !== null && end <= on ? null : found;
}

/**
 * How a day counts: `kept` (done, also in part), `hard` (not done, or nobody answered), or `neutral`: let go, away, or never
 * asked about.
 */
export function standingOf(days: StudyDays, day: Day): 'kept' | 'hard' | 'neutral' {
  const answer = days.checkOf(day)?.answer ?? 'excused';
  switch (answer) {
    case 'done':
    case 'partly':
      return 'kept';
    case 'not':
    case 'missed':
      return days.isAway(day) ? 'neutral' : 'hard';
    case 'excused':
      return 'neutral';
    default:
      return answer satisfies never;
  }
}

/** How many days in a row, up to and including `until`, were `standing`. A neutral day neither ends a run nor adds to it. */
export function inARow(days: StudyDays, until: Day, standing: 'kept' | 'hard'): number {
  let count = 0;
  for (const day of days.checked.filter((one) => one <= until).toReversed()) {
    const found = standingOf(days, day);
    if (found === 'neutral') continue;
    if (found !== standing) break;
    count += 1;
  }
  return count;
}

/** The last day before `day` that counts for or against a run; null: there is none. */
export function lastCounted(days: StudyDays, day: Day): Day | null {
  return days.checked.findLast((one) => one < day && standingOf(days, one) !== 'neutral') ?? null;
}
