import { Temporal } from 'temporal-polyfill';
import type { Etiquette, Holiday } from '#core/knowledge/etiquette.ts';

type Offices = Pick<Etiquette, 'office_days' | 'holidays'>;

/** Whether offices in the United States are open on a day, `YYYY-MM-DD`. */
export function isOfficeDay(day: string, { office_days, holidays }: Offices): boolean {
  // `Date`, since follow-ups ask this for hundreds of people at each change of a record.
  const weekday = new Date(day).getUTCDay() || 7;
  return office_days.includes(weekday) && !holidaysOf(Number(day.slice(0, 4)), holidays).has(day);
}

/** The first office day from this one on. */
export function officeDay(day: string, etiquette: Offices): string {
  let on = day;
  while (!isOfficeDay(on, etiquette)) on = dayAfter(on);
  return on;
}

const DAY_MS = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

const known = new WeakMap<Offices['holidays'], Map<number, ReadonlySet<string>>>();

/** The days of a year on which holidays are kept; the New Year that follows may be kept on its last day. */
function holidaysOf(year: number, holidays: Offices['holidays']): ReadonlySet<string> {
  const years = known.get(holidays) ?? new Map<number, ReadonlySet<string>>();
  const found = years.get(year);
  if (found) return found;
  const kept = [year, year + 1].flatMap((of) =>
    holidays.days.map((holiday) => keptOn(dateOf(holiday, of), holidays.kept)),
  );
  const made = new Set(kept.map(String).filter((day) => day.startsWith(`${year}-`)));
  known.set(holidays, years.set(year, made));
  return made;
}

function dateOf(holiday: Holiday, year: number): Temporal.PlainDate {
  const { month } = holiday;
  if ('day' in holiday) return Temporal.PlainDate.from({ year, month, day: holiday.day });
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const start = first.add({ days: (holiday.weekday - first.dayOfWeek + 7) % 7 });
  if (holiday.nth !== 'last') return start.add({ weeks: holiday.nth - 1 });
  return start.add({ weeks: Math.floor((first.daysInMonth - start.day) / 7) });
}

function keptOn(
  day: Temporal.PlainDate,
  { saturday, sunday }: Offices['holidays']['kept'],
): Temporal.PlainDate {
  if (day.dayOfWeek === 6) return day.add({ days: saturday });
  return day.dayOfWeek === 7 ? day.add({ days: sunday }) : day;
}
