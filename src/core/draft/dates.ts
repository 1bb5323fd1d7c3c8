import { fill } from '#core/assessment/worded.ts';
import type { Phrases } from '#core/knowledge/drafts.ts';

/** A day `YYYY-MM-DD` or a month `YYYY-MM` as a letter says it: "January 12, 2027", "January 2027". */
export function dateWords(on: string): string {
  const isDay = on.length > 7;
  return new Intl.DateTimeFormat('en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(isDay && { day: 'numeric' }),
  }).format(Date.parse(isDay ? on : `${on}-01`));
}

/** The same with its preposition: "on January 12, 2027", "in January 2027". */
export function whenWords(on: string, phrases: Phrases): string {
  return put(on.length > 7 ? phrases.on_day : phrases.in_month, { date: dateWords(on) });
}

/** Months from and to: "from March to May 2025", "in March 2025", "since March 2025"; null if neither is known. */
export function spanWords(
  {
    from,
    until,
    ongoing,
  }: {
    readonly from?: string | undefined;
    readonly until: string | null;
    readonly ongoing?: boolean | undefined;
  },
  phrases: Phrases,
): string | null {
  if (from && ongoing) return put(phrases.ongoing_since, { date: dateWords(from) });
  if (!until) return null;
  if (!from) return put(phrases.until, { date: dateWords(until) });
  if (from === until) return put(phrases.in_month, { date: dateWords(from) });
  const isOneYear = from.slice(0, 4) === until.slice(0, 4);
  const first = isOneYear ? dateWords(from).replace(/ \d{4}$/, '') : dateWords(from);
  return put(phrases.from_to, { from: first, to: dateWords(until) });
}

/** Fills the blanks of a phrase. @throws {Error} for a blank without a value, which the loader has ruled out */
export function put(phrase: string, values: Readonly<Record<string, string | number>>): string {
  const filled = fill(phrase, values);
  if (filled === null) throw new Error(`a phrase lacks a value: ${phrase}`);
  return filled;
}
