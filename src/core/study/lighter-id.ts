import type { Routine } from '#core/record/study.ts';
import { isEasier, type WantedRoutine } from '#core/study/routine.ts';

/** A lighter week as a button says it: its days and its hours, such as `135.9`. */
export function lighterId({ days, hours }: Pick<WantedRoutine, 'days' | 'hours'>): string {
  return `${days.join('')}.${hours}`;
}

/** The week that such a button asks for; null if it isn't lighter than what holds now. */
export function lighterFrom(id: string, { from: _, ...holds }: Routine): WantedRoutine | null {
  const found = /^([1-7]{1,7})\.(\d{1,3})$/.exec(id);
  if (!found) return null;
  const days = holds.days.filter((day) => found[1]?.includes(String(day)));
  const hours = Number(found[2]);
  const wanted = { ...holds, days, hours };
  const isWeek = days.length === found[1]?.length && hours >= 1 && hours <= holds.hours;
  return isWeek && isEasier(wanted, holds) ? wanted : null;
}
