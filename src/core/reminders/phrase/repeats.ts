import type { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, weekdayOf } from '#core/reminders/phrase/days.ts';
import { NotUnderstood } from '#core/reminders/phrase/refused.ts';
import type { Rule } from '#core/time/rule.ts';

const BETWEEN = '(?:, and |, ?| and | ?& ?| ?/ ?| )';
const DAYS = `(?:${WEEKDAYS})(?:${BETWEEN}(?:${WEEKDAYS}))*`;
const DAY = '(\\d{1,2}(?:st|nd|rd|th)?(?![\\d:.])(?! ?[ap]m)|last day)';
const END = '(?= |,|$)';
const EVERY_MONTH = 'every (?:(\\d{1,2}) )?months?';

/** A series, as it was asked for. */
export interface Told {
  readonly rule: Rule;
  /** False when no day was named: then intervals count from today. */
  readonly named: boolean;
}
type Form = (today: Temporal.PlainDate, ...found: (string | undefined)[]) => Told;

/** The ways to ask for a series, each with the rule it means. */
const FORMS: readonly (readonly [RegExp, Form])[] = [
  [form('every day'), () => weekly('1', [1, 2, 3, 4, 5, 6, 7])],
  [form('every weekdays?'), () => weekly('1', [1, 2, 3, 4, 5])],
  [form('every weekends?'), () => weekly('1', [6, 7])],
  [form(`every (?:(\\d{1,2}) )?weeks? on (${DAYS})`), (_, weeks, days) => weekly(weeks, daysOf(days))],
  [form(`(?:on )?every (?:(2) )?(${DAYS})`), (_, weeks, days) => weekly(weeks, daysOf(days))],
  [form(`${EVERY_MONTH} on (?:the )?${DAY}`), (_, months, day) => monthly(months, dayOf(day))],
  [
    form(`(?:on )?(?:the )?${DAY} (?:day )?of ${EVERY_MONTH}`),
    (_, day, months) => monthly(months, dayOf(day)),
  ],
  [form('every (\\d{1,2}) days?'), (_, days) => daily(Number(days))],
  [form('every (?:(\\d{1,2}) )?weeks?'), (today, weeks) => weekly(weeks, [today.dayOfWeek], false)],
  [form(`(?<!of )${EVERY_MONTH}`), (today, months) => monthly(months, today.day, false)],
];

const REPEATS = /\b(?:every|yearly|annually|hourly|biweekly|bimonthly|twice|times)\b/;

/** Takes `every friday` out of a phrase. @throws {NotUnderstood} for a series that our rules cannot express */
export function takeRule(
  text: string,
  today: Temporal.PlainDate,
): { readonly told: Told | null; readonly rest: string } {
  if (!REPEATS.test(text)) return { told: null, rest: text };
  for (const [called, told] of FORMS) {
    const found = called.exec(text);
    if (!found) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim();
    if (REPEATS.test(rest)) break;
    return { told: told(today, ...found.slice(1)), rest };
  }
  throw new NotUnderstood('repeats');
}

function form(called: string): RegExp {
  return new RegExp(`\\b${called}${END}`);
}

function weekly(count: string | undefined, days: readonly number[], named = true): Told {
  return { rule: { every: 'week', weeks: within(Number(count ?? 1), 1, 52), days: [...days] }, named };
}

function monthly(count: string | undefined, day: number, named = true): Told {
  return { rule: { every: 'month', months: within(Number(count ?? 1), 1, 12), day }, named };
}

function daily(days: number): Told {
  return { rule: { every: 'day', days: within(days, 2, 99) }, named: false };
}

function within(count: number, least: number, most: number): number {
  if (count < least || count > most) throw new NotUnderstood('repeats');
  return count;
}

function dayOf(day = ''): number {
  if (day === 'last day') return 31;
  const number = Number.parseInt(day, 10);
  if (number < 1 || number > 31) throw new NotUnderstood('no_such_day', day);
  return number;
}

function daysOf(names = ''): readonly number[] {
  const days = [...names.matchAll(/[a-z]+/g)].map(([name]) => weekdayOf(name)).filter((day) => day > 0);
  return [...new Set(days)].toSorted((a, b) => a - b);
}
