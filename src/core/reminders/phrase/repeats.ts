import { WEEKDAYS, weekdayOf } from '#core/reminders/phrase/days.ts';
import { NotUnderstood } from '#core/reminders/phrase/refused.ts';
import type { Rule } from '#core/reminders/rule.ts';

const DAYS = `(?:${WEEKDAYS})(?:(?:, and |, | and )(?:${WEEKDAYS}))*`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.])(?! ?[ap]m)';
const END = '(?= |,|$)';

/** What a series may be called, and the rule that it means. */
const FORMS: readonly (readonly [RegExp, (...found: string[]) => Rule])[] = [
  [new RegExp(`\\b(?:every day|daily)${END}`), () => weekly('1', [1, 2, 3, 4, 5, 6, 7])],
  [new RegExp(`\\bevery weekday${END}`), () => weekly('1', [1, 2, 3, 4, 5])],
  [
    new RegExp(`\\b(?:weekly|every (?:(\\d{1,2}) )?weeks?) on (${DAYS})${END}`),
    (weeks = '', days = '') => weekly(weeks, daysOf(days)),
  ],
  [
    new RegExp(`\\b(?:on )?every (?:(2) )?(${DAYS})${END}`),
    (weeks = '', days = '') => weekly(weeks, daysOf(days)),
  ],
  [
    new RegExp(`\\b(?:every month|monthly) on the last day${END}`),
    () => ({ every: 'month', months: 1, day: 31 }),
  ],
  [new RegExp(`\\b(?:every month|monthly) on (?:the )?${DAY}${END}`), (day = '') => monthly(day)],
  [new RegExp(`\\b(?:on )?the ${DAY} (?:day )?of every month${END}`), (day = '') => monthly(day)],
];

const REPEATS = /\b(?:every|each|daily|weekly|monthly|yearly|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b/;

/** Takes `every friday` out of a phrase. @throws {NotUnderstood} for a series that no rule of ours can say */
export function takeRule(text: string): { readonly rule: Rule | null; readonly rest: string } {
  if (!REPEATS.test(text)) return { rule: null, rest: text };
  for (const [form, ruleOf] of FORMS) {
    const found = form.exec(text);
    if (!found) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim();
    if (REPEATS.test(rest)) break;
    return { rule: ruleOf(...found.slice(1)), rest };
  }
  throw new NotUnderstood('repeats');
}

function weekly(weeks: string, days: readonly number[]): Rule {
  const every = Number(weeks || 1);
  if (every < 1 || every > 52) throw new NotUnderstood('repeats');
  return { every: 'week', weeks: every, days: [...days] };
}

function monthly(day: string): Rule {
  if (Number(day) < 1 || Number(day) > 31) throw new NotUnderstood('no_such_day', day);
  return { every: 'month', months: 1, day: Number(day) };
}

function daysOf(names: string): readonly number[] {
  const days = names.split(/, and |, | and /).map(weekdayOf);
  return [...new Set(days)].toSorted((a, b) => a - b);
}
