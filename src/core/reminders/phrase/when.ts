import { Temporal } from 'temporal-polyfill';
import { dayNamed, takeAmount, takeDayOfMonth, WEEKDAYS, weekdayOf } from '#core/reminders/phrase/days.ts';
import { PARTS, type Part, readFields } from '#core/reminders/phrase/fields.ts';
import { type Note, NotUnderstood, type WhyNot } from '#core/reminders/phrase/refused.ts';
import { type Told, takeRule } from '#core/reminders/phrase/repeats.ts';
import { plainSpelling } from '#core/reminders/phrase/spelling.ts';
import { firstDay } from '#core/reminders/series.ts';
import { elapsedTime } from '#core/time/elapsed.ts';
import type { Rule } from '#core/time/rule.ts';
import { instantOf, isSecondPass, MORNING, wallOf } from '#core/time/wall.ts';

/** The furthest ahead that anything can be planned. */
export const FURTHEST_DAYS = 730;

export type TimePhrase =
  | {
      readonly kind: 'when';
      /** The only time, or the first of a series. */
      readonly wall: string;
      /** ISO 8601, UTC, to the second, if it was said as elapsed time. Null: the wall clock decides. */
      readonly instant: string | null;
      /** Null: once. */
      readonly rule: Rule | null;
      readonly notes: readonly Note[];
    }
  | { readonly kind: 'refused'; readonly why: WhyNot; readonly word: string };

const WEEKDAY = new RegExp(`(?:^| )(?:on )?(this |next )?(${WEEKDAYS})\\.?,?(?= |$)`, 'g');
const PART = /(?:^| )(this |in the |at )?(tonight|morning|afternoon|evening|night)s?(?= |,|$)/g;
const ZONE =
  /\b(?:[ecmp][sd]?t|utc|gmt|bst|ist|pkt|cet|cest|wat|time zone|eastern|pacific|(?:new york|local) time)\b|(?<=:\d{2})[+-]\d{2}:?\d{2}$|\dz$/;

/**
 * Reads a time in plain English: `in two weeks at 9`, `next tuesday at half past nine`, `Dec 5, 4pm`. chrono only names
 * fields; days, zone and defaults are decided here. One word that is not understood refuses the whole phrase.
 * @param phrase only the words about time @param zone IANA name of the person's zone
 * @returns a wall-clock time in `zone` with notes to say along with it, or a refusal; never a time in the past
 */
export function readTimePhrase(phrase: string, now: Temporal.Instant, zone: string): TimePhrase {
  try {
    return read(plainSpelling(phrase), now, zone);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return { kind: 'refused', why: error.why, word: error.word };
  }
}

function read(text: string, now: Temporal.Instant, zone: string): TimePhrase {
  if (ZONE.test(text)) throw new NotUnderstood('zone');
  const local = now.toZonedDateTimeISO(zone);
  const today = local.toPlainDate();
  const { told, rest: hour } = takeRule(text, today);
  if (told) return readSeries(told, hour, now, local);
  const amount = takeAmount(text, local);
  const ofMonth = takeDayOfMonth(amount.rest, today);
  const { weekday, isNext, part, isThisPart, rest } = takeWords(ofMonth.rest);
  const fields = readFields(rest, local, part);
  if (ofMonth.date && fields.date) throw new NotUnderstood('both');
  const named = { date: ofMonth.date ?? fields.date, clock: fields.clock };
  const notes: Note[] = [];

  if (amount.exact) {
    if (named.date || named.clock || part || weekday) throw new NotUnderstood('both');
    return exactly(amount.exact, now, zone);
  }
  if (amount.date && (named.date || weekday)) throw new NotUnderstood('both');
  if (named.date && weekday && (isNext || named.date.dayOfWeek !== weekday))
    throw new NotUnderstood('weekday');
  if (isNext && !weekday) throw new NotUnderstood('no_day');
  if (isNext) notes.push('next_week');
  const date =
    amount.date ?? named.date ?? (weekday ? dayNamed(weekday, isNext, today) : isThisPart ? today : null);
  const isToday = date?.equals(today) ?? false;
  if (named.clock?.isMidnight && date && !(isToday && part === 'night')) throw new NotUnderstood('midnight');
  if (!date && !named.clock && !part) throw new NotUnderstood('no_time');
  const time = named.clock?.time ?? (part ? PARTS[part].alone : MORNING);
  if (!named.clock && !part) {
    if (isToday) throw new NotUnderstood('no_hour');
    notes.push('nine');
  }
  const clockNow = wallOf(now, zone).slice(11);
  if (named.clock?.isMidnight) return settled(today.add({ days: 1 }), time, notes, now, zone);
  if (date) return settled(date, time, notes, now, zone);
  if (time > clockNow) return settled(today, time, notes, now, zone);
  return settled(today.add({ days: 1 }), time, [...notes, 'tomorrow'], now, zone);
}

/** Besides its rule a series has only a time of day. */
function readSeries(
  { rule, named }: Told,
  text: string,
  now: Temporal.Instant,
  local: Temporal.ZonedDateTime,
): TimePhrase {
  const { weekday, isNext, part, rest } = takeWords(text);
  const { date, clock } = readFields(rest, local, part);
  if (weekday || isNext || date) throw new NotUnderstood('both');
  if (clock?.isMidnight) throw new NotUnderstood('midnight');
  const time = clock?.time ?? (part ? PARTS[part].alone : MORNING);
  const notes: Note[] = [
    ...(named ? [] : (['from_today'] as const)),
    ...(clock || part ? [] : (['nine'] as const)),
  ];
  if (rule.every === 'month' && rule.day > 28) notes.push('last_day');
  const zone = local.timeZoneId;
  const day = firstDay(rule, time, now, zone, named);
  // If the first occurrence falls into a clock change, the series still keeps its own time.
  return { ...settled(day, time, notes, now, zone), wall: `${day}T${time}`, rule };
}

/** Takes the weekday and the part of the day out of a phrase. Each may appear once. */
function takeWords(text: string) {
  const nextWeek = text.replace(/(?:^| )next week(?= |,|$)/, ' ');
  const days = [...nextWeek.matchAll(WEEKDAY)];
  const parts = [...nextWeek.matchAll(PART)];
  const extra = days[1]?.[2] ?? parts[1]?.[2];
  if (extra) throw new NotUnderstood('unknown', extra);
  const [day, part] = [days[0], parts[0]];
  const isTonight = part?.[2] === 'tonight';
  return {
    weekday: day?.[2] ? weekdayOf(day[2]) : null,
    isNext: nextWeek !== text || day?.[1] === 'next ',
    part: isTonight ? 'night' : ((part?.[2] ?? null) as Part | null),
    isThisPart: isTonight || part?.[1] === 'this ',
    rest: nextWeek
      .replace(WEEKDAY, ' ')
      .replace(PART, ' ')
      .replaceAll(/[\s,]+/g, ' ')
      .trim(),
  };
}

/** Checks that a wall-clock time is to come and not too far off, and notes a clock change on that day. */
function settled(
  date: Temporal.PlainDate,
  time: string,
  notes: readonly Note[],
  now: Temporal.Instant,
  zone: string,
): Extract<TimePhrase, { kind: 'when' }> {
  const named = `${date}T${time}`;
  const instant = instantOf(named, zone);
  const wall = wallOf(instant, zone);
  if (Temporal.Instant.compare(instant, now) <= 0) throw new NotUnderstood('past');
  if (instant.epochMilliseconds - now.epochMilliseconds > FURTHEST_DAYS * 86_400_000)
    throw new NotUnderstood('far');
  const last = Temporal.PlainDateTime.from(named)
    .toZonedDateTime(zone, { disambiguation: 'later' })
    .toInstant();
  const isTwice = wall === named && !last.equals(instant);
  return {
    kind: 'when',
    wall,
    instant: null,
    rule: null,
    notes: [...notes, ...(wall === named ? [] : (['gap'] as const)), ...(isTwice ? (['fold'] as const) : [])],
  };
}

/** So many hours and minutes from now, whatever the clocks do until then. */
function exactly(at: Temporal.ZonedDateTime, now: Temporal.Instant, zone: string): TimePhrase {
  const { instant, wall } = elapsedTime(at.toInstant(), zone);
  const aheadMs = Date.parse(instant) - now.epochMilliseconds;
  if (aheadMs <= 0) throw new NotUnderstood('past');
  if (aheadMs > FURTHEST_DAYS * 86_400_000) throw new NotUnderstood('far');
  const notes: readonly Note[] = isSecondPass(Temporal.Instant.from(instant), zone) ? ['second'] : [];
  return { kind: 'when', wall, instant, rule: null, notes };
}
