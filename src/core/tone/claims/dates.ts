import { monthOf, yearOf } from '#core/tone/claims/words.ts';

/** A month, a year or both, at words `[from, to)`. */
export interface Dated {
  readonly month: number | null;
  readonly year: number | null;
  readonly from: number;
  readonly to: number;
}

/** The dates that a sentence names. In "from January to March 2025" both months have the year. */
export function datesIn(words: readonly string[]): readonly Dated[] {
  const found: Dated[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const month = monthOf(words, at);
    const near = month === null ? [at] : [at + 1, at + 2, at + 3];
    const place = near.find((one) => yearOf(words[one]) !== null && !words.slice(at + 1, one).includes(','));
    const year = place === undefined ? null : yearOf(words[place]);
    if (month === null && year === null) continue;
    const to = (place ?? at) + 1;
    const [before] = found.slice(-1);
    if (before && before.year === null && year !== null && at - before.to <= 2)
      found[found.length - 1] = { ...before, year };
    found.push({ month, year, from: at, to });
    at = to - 1;
  }
  return found;
}

/** Months since the year 0, so that months can be compared across years. */
function monthNumber(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

/** Whether a date can lie between two months `YYYY-MM`; a null end is open. */
export function liesIn({ month, year }: Dated, from: string | null, until: string | null): boolean {
  const first = from === null ? Number.NEGATIVE_INFINITY : monthNumber(from);
  const last = until === null ? Number.POSITIVE_INFINITY : monthNumber(until);
  if (year !== null && month !== null) return year * 12 + month - 1 >= first && year * 12 + month - 1 <= last;
  if (year !== null) return year * 12 + 11 >= first && year * 12 <= last;
  if (month === null || last - first >= 11) return true;
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) % 12).includes(month - 1);
}
