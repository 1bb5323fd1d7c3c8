import { Temporal } from 'temporal-polyfill';
import type { Say } from '#core/text.ts';
import type { Rule } from '#core/time/rule.ts';
import { wallOf } from '#core/time/wall.ts';

/**
 * A time as people say it: today, tomorrow, or a weekday and date, with the year if it is not this one.
 * @param wall `YYYY-MM-DDTHH:mm`, wall clock in `zone`
 */
export function sayWall(wall: string, zone: string, now: Temporal.Instant, say: Say): string {
  const moment = Temporal.PlainDateTime.from(wall);
  const today = Temporal.PlainDate.from(wallOf(now, zone).slice(0, 10));
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' });
  const days = today.until(moment.toPlainDate()).days;
  if (days === 0) return say.plain('reminders.time.today', { time });
  if (days === 1) return say.plain('reminders.time.tomorrow', { time });
  const isThisYear = moment.year === today.year;
  const day = format(wall.slice(0, 10), say.language, isThisYear ? SHORT : SHORT_WITH_YEAR);
  return say.plain('reminders.time.day', { day, time });
}

const SHORT = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const SHORT_WITH_YEAR = { ...SHORT, year: 'numeric' } as const;
const FULL = { dateStyle: 'full' } as const;
const WEEKDAY = { weekday: 'long' } as const;

/** A Monday, used to look up the names of weekdays. */
const MONDAY = Temporal.PlainDate.from('2026-11-23');

/** A rule in words: `every Monday and Friday`, `every month on day 15`. */
export function sayRule(rule: Rule, say: Say): string {
  if (rule.every === 'day') return say.plain('reminders.rule.days', { count: rule.days });
  if (rule.every === 'month') {
    const key = rule.day === 31 ? 'last_day' : 'month';
    return say.plain(`reminders.rule.${key}`, { count: rule.months, day: rule.day });
  }
  if (rule.weeks === 1 && rule.days.length === 7) return say.plain('reminders.rule.day');
  return say.plain('reminders.rule.week', { count: rule.weeks, days: weekdayNames(rule.days, say) });
}

/** Weekdays (1 is Monday, in order) in as few words as it takes: `every day`, `Monday to Friday`, `Monday and Friday`. */
export function weekdaysShort(days: readonly number[], say: Say): string {
  const [first = 1] = days;
  const last = days.at(-1) ?? first;
  if (days.length === 7) return say.plain('reminders.rule.day');
  if (days.length < 3 || last - first !== days.length - 1) return weekdayNames(days, say);
  return say.plain('reminders.rule.span', { first: weekdayName(first, say), last: weekdayName(last, say) });
}

/** Weekdays in words: `Monday, Wednesday, and Friday`. */
function weekdayNames(days: readonly number[], say: Say): string {
  return new Intl.ListFormat(say.language).format(days.map((day) => weekdayName(day, say)));
}

function weekdayName(day: number, { language }: Say): string {
  return format(MONDAY.add({ days: day - 1 }).toString(), language, WEEKDAY);
}

/** A day (`YYYY-MM-DD`) with its weekday and year. */
export function sayDay(day: string, say: Say): string {
  return format(day, say.language, FULL);
}

/** `2026-12-04` as people say it. */
export function dayWords(on: string, language: string): string {
  return format(on, language, SHORT);
}

/** `2026-12-04` with its weekday in full. */
export function weekdayWords(on: string, language: string): string {
  return format(on, language, { weekday: 'long', day: 'numeric', month: 'short' });
}

/** `2026-12-04` as short as it gets. */
export function shortDay(on: string, language: string): string {
  return format(on, language, { day: 'numeric', month: 'short' });
}

/** `2026-12-04` with its year and without its weekday, for what is kept and read years later. */
export function dateWords(on: string, language: string): string {
  return format(on, language, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `2026-12` as people say it. */
export function monthWords(month: string, language: string): string {
  return format(`${month}-01`, language, { month: 'long', year: 'numeric' });
}

/** Making a formatter costs a hundred times what using it does, and there are few different ones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  formats.set(key, known);
  return known.format(Date.parse(day));
}
