import { isoOf, readDay, weekdayOf } from '#core/etiquette/days.ts';
import type { Next } from '#core/etiquette/next.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';

/**
 * The day to plan a message for: the first office day from its earliest day on, or the earliest day itself if its
 * period ends before that. Null if no day is known. `YYYY-MM-DD`.
 */
export function goodDay({ earliest, latest }: Next, { office_days }: Etiquette): string | null {
  if (earliest === null) return null;
  let day = readDay(earliest);
  while (!office_days.includes(weekdayOf(day))) day += 1;
  const iso = isoOf(day);
  return latest !== null && iso > latest ? earliest : iso;
}
