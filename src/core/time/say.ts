import { Temporal } from 'temporal-polyfill';
import type { Say } from '#core/text.ts';
import type { Rule } from '#core/time/rule.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';

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
  const day = new Intl.DateTimeFormat(say.language, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(moment.year === today.year ? {} : { year: 'numeric' }),
  }).format(instantOf(wall, zone).epochMilliseconds);
  return say.plain('reminders.time.day', { day, time });
}

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

/** Weekdays (1 is Monday) in words: `Monday, Wednesday, and Friday`. */
export function weekdayNames(days: readonly number[], say: Say): string {
  return new Intl.ListFormat(say.language).format(days.map((day) => weekdayName(day, say)));
}

export function weekdayName(day: number, { language }: Say): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return name.format(Date.parse(MONDAY.add({ days: day - 1 }).toString()));
}

/** A day (`YYYY-MM-DD`) with its weekday and year. */
export function sayDay(day: string, say: Say): string {
  const format = new Intl.DateTimeFormat(say.language, { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(Date.parse(day));
}

/** `2026-12-04` as people say it. */
export function dayWords(on: string, language: string): string {
  return format(on, language, { weekday: 'short', day: 'numeric', month: 'short' });
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

function format(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const at = Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds;
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(at);
}
