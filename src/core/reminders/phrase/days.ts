import { Temporal } from 'temporal-polyfill';
import { NotUnderstood } from '#core/reminders/phrase/refused.ts';

/** Weekdays and their abbreviations, as part of a regular expression. */
export const WEEKDAYS =
  'mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?';
export const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const UNITS: Readonly<Record<string, string>> = {
  m: 'minutes',
  min: 'minutes',
  h: 'hours',
  hr: 'hours',
  d: 'days',
  w: 'weeks',
};
const AMOUNT =
  '(?:\\d{1,4} ?|an? )(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|years?)(?![a-z])';
const AMOUNTS = `${AMOUNT}(?:(?:,? and |,? ?)${AMOUNT})*`;
/** Without `in` the unit must be a whole word, since some people write `15h` for a time of day. */
const IN = new RegExp(
  `(?:(?:^| )(?:in|after) (${AMOUNTS})|(?:^| )(${AMOUNTS}) from (now|today|tomorrow|${WEEKDAYS})|^(?!\\d+ ?[mhdw]\\b)(${AMOUNTS}))(?= |,|$)`,
);
const MONTH_NAME = new RegExp(`\\b(?:${MONTHS})\\b`);
const DAY_OF_MONTH = new RegExp(
  `(?:^| )(?:on )?(?:the )?(?:([1-9]\\d?)(?:st|nd|rd|th|(?<=the \\d+))(?! (?:${WEEKDAYS})\\b)|last day(?= of))(?: of (?:(the|this|next) )?month)?(?= |,|$)`,
);
const WEEKDAYS_ONLY = new RegExp(`^(?:${WEEKDAYS})$`);

/** Takes `in 2 weeks` or `a week from monday` out of a phrase. */
export function takeAmount(
  text: string,
  local: Temporal.ZonedDateTime,
): {
  readonly rest: string;
  readonly date: Temporal.PlainDate | null;
  readonly exact: Temporal.ZonedDateTime | null;
} {
  const found = IN.exec(text);
  if (!found) return { rest: text, date: null, exact: null };
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim();
  const amount = durationOf(found[1] ?? found[2] ?? found[4] ?? '');
  if (amount.blank) throw new NotUnderstood('past');
  const base = found[3] ?? 'now';
  if (amount.hours || amount.minutes) {
    if (base !== 'now') throw new NotUnderstood('both');
    return { rest, date: null, exact: local.add(amount) };
  }
  const today = local.toPlainDate();
  const from =
    base === 'tomorrow'
      ? today.add({ days: 1 })
      : WEEKDAYS_ONLY.test(base)
        ? dayNamed(weekdayOf(base), false, today)
        : today;
  return { rest, date: from.add(amount), exact: null };
}

function durationOf(amounts: string): Temporal.Duration {
  const total = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0 };
  for (const [, count = '', unit = ''] of amounts.matchAll(/(\d+|\ban?\b) ?([a-z]+?)s?(?![a-z])/g)) {
    const amount = /\d/.test(count) ? Number(count) : 1;
    const name = (Object.hasOwn(UNITS, unit) && UNITS[unit]) || `${unit}s`;
    if (!isUnit(name)) throw new NotUnderstood('unknown', unit);
    total[name] += amount;
  }
  // Checked first, since Temporal throws for years out of its range.
  if (total.years > 2 || total.months > 24) throw new NotUnderstood('far');
  return Temporal.Duration.from(total);

  function isUnit(name: string): name is keyof typeof total {
    return Object.hasOwn(total, name);
  }
}

/**
 * Takes `the 5th`, `the 5th of next month` or `the last day of the month` out of a phrase that names no month: the next
 * such day, today included. @throws {NotUnderstood}
 */
export function takeDayOfMonth(
  text: string,
  today: Temporal.PlainDate,
): { readonly rest: string; readonly date: Temporal.PlainDate | null } {
  const found = MONTH_NAME.test(text) ? null : DAY_OF_MONTH.exec(text);
  if (!found && /\bmonth\b/.test(text)) throw new NotUnderstood('no_day');
  if (!found) return { rest: text, date: null };
  const [all, number, which] = found;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + all.length)}`.trim();
  const first = today.with({ day: 1 }).add({ months: which === 'next' ? 1 : 0 });
  if (!number) return { rest, date: first.with({ day: first.daysInMonth }) };
  const isFixed = which === 'this' || which === 'next';
  const date = [0, 1, 2]
    .slice(0, isFixed ? 1 : 3)
    .map((months) => first.add({ months }).with({ day: Number(number) }))
    .find((day) => day.day === Number(number) && (isFixed || Temporal.PlainDate.compare(day, today) >= 0));
  if (!date) throw new NotUnderstood('no_such_day', all.trim());
  return { rest, date };
}

/** 1 is Monday. */
export function weekdayOf(name: string): number {
  return ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(name.slice(0, 3)) + 1;
}

/** The coming day of that name. `next` means the week after this one; weeks begin on Monday. */
export function dayNamed(weekday: number, isNext: boolean, today: Temporal.PlainDate): Temporal.PlainDate {
  if (isNext) return today.add({ days: 7 - today.dayOfWeek + weekday });
  if (weekday === today.dayOfWeek) throw new NotUnderstood('today');
  return today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
}
