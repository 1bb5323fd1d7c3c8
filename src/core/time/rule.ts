import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const WEEK = 7;

/** How a reminder repeats. Weekdays are 1 (Monday) to 7. In a month without that day it comes on the last day. */
export const ruleSchema = z.discriminatedUnion('every', [
  z.object({
    every: z.literal('week'),
    weeks: z.int().min(1).max(52),
    days: z.array(z.int().min(1).max(WEEK)).min(1).max(WEEK),
  }),
  z.object({
    every: z.literal('month'),
    /** Absent in records from before intervals existed. */
    months: z.int().min(1).max(12).default(1),
    day: z.int().min(1).max(31),
  }),
  z.object({ every: z.literal('day'), days: z.int().min(2).max(99) }),
]);
export type Rule = z.infer<typeof ruleSchema>;

/**
 * The first day of a rule after `after`, and not before `from`. Intervals are counted from the week or month of `from`.
 * @param from the first day of the series
 */
export function nextDay(rule: Rule, from: Temporal.PlainDate, after: Temporal.PlainDate): Temporal.PlainDate {
  const next = after.add({ days: 1 });
  const earliest = Temporal.PlainDate.compare(next, from) < 0 ? from : next;
  switch (rule.every) {
    case 'week': {
      const week = mondayOf(from).until(mondayOf(earliest)).days / WEEK;
      const isOn = week % rule.weeks === 0;
      const left = isOn ? rule.days.filter((day) => day >= earliest.dayOfWeek) : [];
      const weeks = isOn && left.length > 0 ? 0 : rule.weeks - (week % rule.weeks);
      return mondayOf(earliest).add({ weeks, days: Math.min(...(left.length > 0 ? left : rule.days)) - 1 });
    }
    case 'month': {
      const month = earliest.toPlainYearMonth();
      const over = from.toPlainYearMonth().until(month, { largestUnit: 'months' }).months % rule.months;
      const here = dayIn(month, rule.day);
      if (over === 0 && Temporal.PlainDate.compare(here, earliest) >= 0) return here;
      return dayIn(month.add({ months: rule.months - over }), rule.day);
    }
    case 'day': {
      const over = from.until(earliest).days % rule.days;
      return over === 0 ? earliest : earliest.add({ days: rule.days - over });
    }
    default:
      return rule satisfies never;
  }
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

function dayIn(month: Temporal.PlainYearMonth, day: number): Temporal.PlainDate {
  return month.toPlainDate({ day: Math.min(day, month.daysInMonth) });
}
