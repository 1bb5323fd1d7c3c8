import { Temporal } from 'temporal-polyfill';
import { NotUnderstood } from '#core/reminders/phrase/refused.ts';

/** Names of weekdays as people shorten them, for a regular expression. */
export const WEEKDAYS =
  'mon(?:days?)?|tue(?:s|sdays?)?|wed(?:nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?';
const AMOUNT = '(?:\\d{1,4}|an?) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)';
const AMOUNTS = `${AMOUNT}(?:(?:,? and |,? )${AMOUNT})*`;
const IN = new RegExp(
  `(?:^| )(?:in (${AMOUNTS})|(${AMOUNTS}) from (now|today|tomorrow|${WEEKDAYS}))(?= |,|$)`,
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
  const amount = durationOf(found[1] ?? found[2] ?? '');
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
  for (const [, count = '', unit = ''] of amounts.matchAll(/(\d+|an?) (\w+?)s?(?= |,|$)/g)) {
    const amount = /\d/.test(count) ? Number(count) : 1;
    const name = ({ min: 'minutes', hr: 'hours' } as const)[unit] ?? `${unit}s`;
    if (!isUnit(name)) throw new NotUnderstood('unknown', unit);
    total[name] += amount;
  }
  // Before Temporal is asked for a year that it does not have.
  if (total.years > 2 || total.months > 24) throw new NotUnderstood('far');
  return Temporal.Duration.from(total);

  function isUnit(name: string): name is keyof typeof total {
    return name in total;
  }
}

/** 1 is Monday. */
export function weekdayOf(name: string): number {
  return ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(name.slice(0, 3)) + 1;
}

/** The coming day of that name; `next` means the week after this one, and weeks begin on Monday. */
export function dayNamed(weekday: number, isNext: boolean, today: Temporal.PlainDate): Temporal.PlainDate {
  if (isNext) return today.add({ days: 7 - today.dayOfWeek + weekday });
  if (weekday === today.dayOfWeek) throw new NotUnderstood('today');
  return today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
}
