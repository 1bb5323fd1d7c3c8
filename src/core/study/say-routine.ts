import type { Routine } from '#core/record/study.ts';
import type { WantedRoutine } from '#core/study/routine.ts';
import type { Say } from '#core/text.ts';
import { weekdayNames, weekdayWords } from '#core/time/say.ts';

/** `Monday and Friday, 10 hours a week`. */
export function weekWords({ days, hours }: Pick<WantedRoutine, 'days' | 'hours'>, say: Say): string {
  return say.plain('studychecks.week', { days: weekdayNames(days, say), count: hours });
}

/** The first day of a routine in words; `null` if it is `today`. */
export function beginWords({ from }: Routine, today: string, say: Say): string | null {
  return from <= today ? null : weekdayWords(from, say.language);
}

/** `today`, or the day in words. */
export function whichDay(on: string, today: string, say: Say): string {
  return on === today ? say.plain('studychecks.today') : weekdayWords(on, say.language);
}
