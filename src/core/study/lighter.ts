import { type Day, isoOf, weekdayOf } from '#core/etiquette/days.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Routine } from '#core/record/study.ts';
import { inARow, type StudyDays, standingOf } from '#core/study/days.ts';
import { routineToCome, type WantedRoutine } from '#core/study/routine.ts';

/** How far back the days are looked at to find the one that is hardest to keep. */
const LOOKED_BACK = 28;

/**
 * Whether a lighter week is offered once `day` is known: after so many hard days in a row, again after many more, and not while a
 * change is agreed on already.
 */
export function isLighterDue(
  person: Applicant,
  days: StudyDays,
  day: Day,
  today: Day,
  { studyChecks: { lighter } }: Pick<Knowledge, 'studyChecks'>,
): boolean {
  if (standingOf(days, day) !== 'hard' || routineToCome(person.study, isoOf(today))) return false;
  const over = inARow(days, day, 'hard') - lighter.after;
  return over >= 0 && over % lighter.again_after === 0;
}

/**
 * A lighter week: without the day that was hardest to keep, and with its share of the hours; with a single day, fewer hours. Null:
 * it is as light as it gets.
 */
export function lighterOf(
  routine: Routine,
  days: StudyDays,
  until: Day,
  { studyChecks: { lighter } }: Pick<Knowledge, 'studyChecks'>,
): WantedRoutine | null {
  const { from: _, ...same } = routine;
  if (routine.days.length > 1) {
    const hardest = hardestOf(routine, days, until);
    const left = routine.days.filter((day) => day !== hardest);
    const hours = Math.max(1, Math.round((routine.hours * left.length) / routine.days.length));
    return { ...same, days: left, hours };
  }
  const hours = Math.floor(routine.hours * lighter.hours_share);
  return hours >= 1 ? { ...same, hours } : null;
}

/** The weekday with most hard days of late; of several alike the last of the week. */
function hardestOf(routine: Routine, days: StudyDays, until: Day): number {
  const hard = new Map(routine.days.map((day) => [day, 0]));
  for (let day = until; day > until - LOOKED_BACK; day -= 1) {
    const weekday = weekdayOf(day);
    const count = hard.get(weekday);
    if (count !== undefined && standingOf(days, day) === 'hard') hard.set(weekday, count + 1);
  }
  const most = Math.max(...hard.values());
  return routine.days.findLast((day) => hard.get(day) === most) ?? 0;
}
