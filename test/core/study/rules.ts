/**
 * The rules on attempts and ECFMG's seven years, read day by day from the published sentences. This file shares no code with
 * the adviser: no `Temporal`, no knowledge, only years, months and days as numbers.
 */
export type Ymd = readonly [year: number, month: number, day: number];

export function ymd(on: string): Ymd {
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
  return [year, month, day];
}

export function text([year, month, day]: Ymd): string {
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function next([year, month, day]: Ymd): Ymd {
  if (day < daysIn(year, month)) return [year, month, day + 1];
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
}

/** Every day that a date with or without its day can mean. */
export function daysOf(on: string): readonly string[] {
  if (on.length > 7) return [on];
  const [year, month] = ymd(on);
  return Array.from({ length: daysIn(year, month) }, (_, index) => text([year, month, index + 1]));
}

/** Whole months from one day to a later one. */
function wholeMonths(from: Ymd, to: Ymd): number {
  const months = (to[0] - from[0]) * 12 + to[1] - from[1];
  return to[2] < from[2] ? months - 1 : months;
}

/**
 * "No more than three times within twelve months. A fourth attempt at least twelve months after the first and at least six
 * after the latest. Four attempts, incomplete ones included."
 */
export function isUsmleLegal(sat: readonly string[], day: Ymd): boolean {
  if (sat.length >= 4) return false;
  const before = sat.map(ymd).filter((one) => text(one) <= text(day));
  const within = before.filter((one) => wholeMonths(one, day) < 12).length;
  if (within >= 3) return false;
  if (sat.length < 3) return true;
  const sorted = sat.toSorted().map(ymd);
  const [first] = sorted;
  const latest = sorted.at(-1);
  if (!first || !latest) return false;
  return text(latest) <= text(day) && wholeMonths(first, day) >= 12 && wholeMonths(latest, day) >= 6;
}

/** "Four attempts at each level." Nothing on spacing. */
export function isComlexLegal(sat: readonly string[]): boolean {
  return sat.length < 4;
}

/** The first legal day from `today` on, tried one after the other; null: none within four years. */
export function firstLegalDay(isLegal: (day: Ymd) => boolean, today: string): string | null {
  let day = ymd(today);
  for (let tries = 0; tries < 366 * 4; tries += 1) {
    if (isLegal(day)) return text(day);
    day = next(day);
  }
  return null;
}

/** "The other within seven years of the first, to the day." A day that does not exist seven years on never comes. */
export function lastDayOfSeven(passed: string): string {
  const [year, month, day] = ymd(passed);
  let last = ymd(passed);
  for (let one = last; text(one) <= text([year + 7, month, day]); one = next(one)) last = one;
  return text(last);
}
