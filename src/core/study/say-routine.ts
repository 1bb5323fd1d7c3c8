import type { WantedRoutine } from '#core/study/routine.ts';
import type { Say } from '#core/text.ts';
import { weekdaysShort, weekdayWords } from '#core/time/say.ts';

/** `Monday to Friday, 10 hours a week`. */
export function weekWords({ days, hours }: Pick<WantedRoutine, 'days' | 'hours'>, say: Say): string {
  return say.plain('studychecks.week', { days: weekdaysShort(days, say), count: hours });
}

/** `today`, or the day in words. */
export function whichDay(on: string, today: string, say: Say): string {
  return on === today ? say.plain('studychecks.today') : weekdayWords(on, say.language);
}
