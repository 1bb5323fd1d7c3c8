import { Temporal } from 'temporal-polyfill';
import type { Place } from '#core/language/words.ts';

/** A date in a text: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export interface WrittenDate extends Place {
  readonly on: string;
  /** The year was not written and is the nearest one. */
  readonly isGuessed: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(?:the )?(?<day>[0-3]?\\d)(?:st|nd|rd|th)?';
const YEAR = '(?<year>20\\d\\d)';
const SHAPES: readonly RegExp[] = [
  new RegExp(`\\b${YEAR}-(?<number>[01]\\d)(?:-(?<day>[0-3]\\d))?\\b`, 'dgi'),
  new RegExp(`\\b(?<number>[01]?\\d)/(?<day>[0-3]?\\d)/${YEAR}\\b`, 'dgi'),
  new RegExp(`\\b(?<month>${MONTH}) ${DAY}\\b(?!\\s*(?:%|percent|questions))(?:,? ${YEAR})?`, 'dgi'),
  new RegExp(`\\b${DAY}(?: of)? (?<month>${MONTH})(?:,? ${YEAR})?(?!\\w)`, 'dgi'),
  new RegExp(`\\b(?<month>${MONTH})(?: of|,)? ${YEAR}\\b`, 'dgi'),
  new RegExp(
    `\\b(?:in|by|on|since|until|for|of|early|mid|late|last|this|next|end of|from|to|through)[ -](?<month>${MONTH})(?!\\w)(?! \\d)`,
    'dgi',
  ),
  new RegExp(`\\b(?:in|since|of|until|early|mid|late|spring|summer|fall|autumn|winter)[ -]${YEAR}\\b`, 'dgi'),
];

/** If no year is written: the nearest one before or after a day. */
export type Direction = 'past' | 'future';

/** The dates in a text, in order. Anything that is not a calendar day is left out. */
export function datesIn(
  text: string,
  today: Temporal.PlainDate,
  direction: Direction,
): readonly WrittenDate[] {
  const line = text.replace(/\s/gu, ' ');
  const found: WrittenDate[] = [];
  for (const shape of SHAPES) {
    for (const { index, 0: words, groups } of line.matchAll(shape)) {
      const place = { from: index, to: index + words.trimEnd().length };
      const read = readDate(groups ?? {}, today, direction);
      if (read && !found.some((other) => other.from < place.to && place.from < other.to))
        found.push({ ...place, ...read });
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}

const PAST = /\b(?:was|were|had|did|last|since)\b/i;

/**
 * Whether a sentence names a day or month in the future. Without a year, a day in a sentence about the past does not
 * count.
 */
export function namesAhead(sentence: string, today: Temporal.PlainDate): boolean {
  return datesIn(sentence, today, 'future').some(({ on, isGuessed }) => {
    if (on.length === 4 || (isGuessed && (on.length < 10 || PAST.test(sentence)))) return false;
    return on >= today.toString().slice(0, on.length);
  });
}

function readDate(
  { year, month, number, day }: Readonly<Record<string, string | undefined>>,
  today: Temporal.PlainDate,
  direction: Direction,
): Pick<WrittenDate, 'on' | 'isGuessed'> | null {
  const at = month
    ? MONTHS.findIndex((name) => month.toLowerCase().startsWith(name)) + 1
    : Number(number ?? 0);
  if (at === 0) return year === undefined ? null : { on: year, isGuessed: false };
  if (at > 12) return null;
  const parts = { month: at, day: Number(day ?? 1) };
  const years = year === undefined ? nearYears(today, direction) : [Number(year)];
  for (const one of years) {
    const date = dateOf({ ...parts, year: one });
    const isRight = direction === 'past' ? isUntil(date, today) : isUntil(today, endOf(date, day));
    if (date && (year !== undefined || isRight)) {
      return { on: date.toString().slice(0, day === undefined ? 7 : 10), isGuessed: year === undefined };
    }
  }
  return null;
}

function nearYears({ year }: Temporal.PlainDate, direction: Direction): readonly number[] {
  return direction === 'past' ? [year, year - 1] : [year, year + 1];
}

function dateOf(parts: { year: number; month: number; day: number }): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function endOf(date: Temporal.PlainDate | null, day: string | undefined): Temporal.PlainDate | null {
  return date && day === undefined ? date.with({ day: date.daysInMonth }) : date;
}

function isUntil(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): boolean {
  return a !== null && b !== null && Temporal.PlainDate.compare(a, b) <= 0;
}
