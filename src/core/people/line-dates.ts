import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';

/** A day named in a line. If only a month is named, its middle. */
export interface LineDate {
  readonly on: Temporal.PlainDate;
  /** Place in the line, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const MIDDLE = 15;
const MONTH_AND_YEAR = /(?<![\d/])(0?[1-9]|1[0-2])\/((?:19|20)\d{2})\b/;
/** Only words like these are a date: "second", "now" and "3 month" are not. */
const DATED =
  /\d|^(?:(?:in|last|this|since|early|late|mid)[ -])*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|yesterday|today|last (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day/i;
/** "May" is a month; "may" usually is not. */
const MAYBE = /^may$/;

/**
 * The first day that a line names, in the past: "in May" is the latest May, "1/14" the latest 14 January.
 * @param today in the person's zone
 */
export function dateIn(line: string, today: Temporal.PlainDate): LineDate | null {
  const month = MONTH_AND_YEAR.exec(line);
  if (month) {
    const on = Temporal.PlainDate.from({ year: Number(month[2]), month: Number(month[1]), day: MIDDLE });
    return past({ on, from: month.index, to: month.index + month[0].length }, today);
  }
  const now = new Date(`${today.toString()}T12:00:00Z`);
  const found = casual
    .parse(line, { instant: now, timezone: 0 })
    .find(({ text, start }) => DATED.test(text) && !MAYBE.test(text) && isDay(start, text));
  if (!found) return null;
  const { start, index, text } = found;
  const on = Temporal.PlainDate.from(
    {
      year: start.get('year') ?? today.year,
      month: start.get('month') ?? today.month,
      day:
        start.isCertain('day') || start.isCertain('weekday') || !start.isCertain('month')
          ? (start.get('day') ?? MIDDLE)
          : MIDDLE,
    },
    { overflow: 'constrain' },
  );
  const read = { on, from: index, to: index + text.length };
  return start.isCertain('year') ? past(read, today) : past(inPast(read, today), today);
}

function isDay(
  start: { isCertain(part: 'hour' | 'day' | 'month' | 'weekday'): boolean },
  text: string,
): boolean {
  return (
    start.isCertain('month') ||
    start.isCertain('day') ||
    start.isCertain('weekday') ||
    /yesterday|today|last (?:week|month)/i.test(text)
  );
}

function inPast(date: LineDate, today: Temporal.PlainDate): LineDate {
  const { on } = date;
  const years = on.year - today.year + (isAfter(on.with({ year: today.year }), today) ? 1 : 0);
  return { ...date, on: on.subtract({ years }) };
}

/** What happened cannot be in the future: the middle of this month might be, and becomes today. */
function past(date: LineDate, today: Temporal.PlainDate): LineDate | null {
  if (!isAfter(date.on, today)) return date;
  const isThisMonth = date.on.year === today.year && date.on.month === today.month;
  return isThisMonth ? { ...date, on: today } : null;
}

function isAfter(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) > 0;
}
