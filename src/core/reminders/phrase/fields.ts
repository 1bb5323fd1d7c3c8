import type { ParsedComponents } from 'chrono-node';
import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { MONTHS } from '#core/reminders/phrase/days.ts';
import { NotUnderstood } from '#core/reminders/phrase/refused.ts';
import { MORNING } from '#core/time/wall.ts';

/** The only words that chrono gets to see. It would drop or guess parts of anything else. */
const KNOWN = new RegExp(
  `^(?:on|at|of|the|noon|midnight|today|tomorrow|am|pm|(?:${MONTHS})\\.?|\\d{1,2}(?:st|nd|rd|th)?|\\d{4}|\\d{1,2}:\\d{2}|\\d{1,2}(?::\\d{2})?[ap]m|\\d{4}-\\d{2}-\\d{2}(?:t\\d{2}:\\d{2})?|\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?)$`,
);
/** Words that would not help as an example of what was not understood. */
const SMALL = /^(?:in|an?|this|next|no|from)$/;

export type Part = 'morning' | 'afternoon' | 'evening' | 'night';
/** When a part of the day begins and ends, and the time that it means on its own. */
export const PARTS: Readonly<
  Record<Part, { readonly from: string; readonly to: string; readonly alone: string }>
> = {
  morning: { from: '00:00', to: '11:59', alone: MORNING },
  afternoon: { from: '12:00', to: '18:59', alone: '15:00' },
  evening: { from: '16:00', to: '23:59', alone: '19:00' },
  night: { from: '18:00', to: '23:59', alone: '21:00' },
};

interface Clock {
  readonly time: string;
  readonly isMidnight: boolean;
}

export interface Named {
  readonly date: Temporal.PlainDate | null;
  readonly clock: Clock | null;
}

/** Lets chrono find the date and time in the rest of the phrase, and refuses any word that it ignores. */
export function readFields(text: string, local: Temporal.ZonedDateTime, part: Part | null): Named {
  if (text === '') return { date: null, clock: null };
  const words = text.split(' ');
  const strangers = words.filter((word) => !KNOWN.test(word));
  const stranger = strangers.find((word) => !SMALL.test(word)) ?? strangers[0];
  if (stranger) throw new NotUnderstood(/^\d+(?:[.-]\d+)+$/.test(stranger) ? 'numeric' : 'unknown', stranger);
  const [, first, second] = /\b(\d{1,2})\/(\d{1,2})\b/.exec(text) ?? [];
  if (first && second && first !== second && Number(first) <= 12 && Number(second) <= 12)
    throw new NotUnderstood('numeric', `${first}/${second}`);
  // chrono gets the person's local time as if it were UTC: it only names fields and never needs the zone.
  const instant = new Date(`${local.toPlainDateTime().toString({ smallestUnit: 'second' })}Z`);
  const results = casual.parse(text.replace(/(\d)t(?=\d)/, '$1T'), { instant, timezone: 0 });
  const [result, other] = results;
  if (!result && /^\d{1,2}$/.test(text)) throw new NotUnderstood('numeric', text);
  if (!result) throw new NotUnderstood(/\d:\d|[ap]m|^at /.test(text) ? 'unknown' : 'no_such_day', text);
  if (result.end) throw new NotUnderstood('range', text);
  const left = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`;
  const aside = left
    .split(/[\s,]+/)
    .find((word) => word !== '' && word !== 'on' && word !== 'the' && word !== 'at');
  if (other || aside) throw new NotUnderstood('unknown', aside ?? other?.text ?? '');
  const date = dateOf(result.start, local.toPlainDate());
  const past = date?.equals(local.toPlainDate())
    ? local.toPlainTime().toString({ smallestUnit: 'minute' })
    : '';
  return { date, clock: clockOf(result.start, text, part, past) };
}

/** The named date. Without a year it is the next such day. @throws {NotUnderstood} */
function dateOf(fields: ParsedComponents, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (!fields.isCertain('month') && !fields.isCertain('day')) return null;
  if (!fields.isCertain('day')) throw new NotUnderstood('no_day');
  const [year, month, day] = [fields.get('year'), fields.get('month'), fields.get('day')];
  if (!month || !day) throw new NotUnderstood('no_day');
  const inYear = (of: number) => {
    try {
      return Temporal.PlainDate.from({ year: of, month, day }, { overflow: 'reject' });
    } catch {
      throw new NotUnderstood('no_such_day', `${day}/${month}/${of}`);
    }
  };
  if (fields.isCertain('year') && year) return inYear(year);
  const thisYear = inYear(today.year);
  return Temporal.PlainDate.compare(thisYear, today) < 0 ? inYear(today.year + 1) : thisYear;
}

/**
 * The named time, in the half of the day that was named or is obvious.
 * @param past the time now if today was named, else empty @throws {NotUnderstood}
 */
function clockOf(fields: ParsedComponents, text: string, part: Part | null, past: string): Clock | null {
  const isMidnight = /\bmidnight\b/.test(text);
  if (!fields.isCertain('hour')) return isMidnight ? { time: '00:00', isMidnight } : null;
  if (fields.isCertain('timezoneOffset')) throw new NotUnderstood('zone');
  const hour = fields.get('hour') ?? 0;
  const minute = fields.get('minute') ?? 0;
  if (isMidnight) return { time: '00:00', isMidnight };
  const isOpen = hour >= 1 && hour <= 12 && !/(?:\b|t)0\d:|[ap]m\b|\bnoon\b/.test(text);
  const isEither = isOpen && hour <= 6 && !part;
  const isOver = isEither && timeOf(hour, minute) <= past;
  if (isEither && !isOver) throw new NotUnderstood('half', timeOf(hour, minute));
  const isLater = isOver || (isOpen && part !== null && part !== 'morning' && hour < 12);
  const time = timeOf(isLater ? hour + 12 : hour, minute);
  if (part && (time < PARTS[part].from || time > PARTS[part].to)) throw new NotUnderstood('unknown', part);
  return { time, isMidnight };
}

function timeOf(hour: number, minute: number): string {
  return [hour, minute].map((piece) => String(piece).padStart(2, '0')).join(':');
}
