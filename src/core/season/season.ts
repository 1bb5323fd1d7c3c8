import { Temporal } from 'temporal-polyfill';
import {
  type Calendar,
  type EventKey,
  firstDayOf,
  readWhen,
  type Season,
  type SeasonEvent,
} from '#core/knowledge/season.ts';

/** Cached: this is asked at every change of every record, and time zones are slow to compute. */
const known = new WeakMap<SeasonEvent, { readonly zone: string; readonly at: Temporal.Instant }>();

/** The first instant of an event. */
export function startOf(season: Season, key: EventKey): Temporal.Instant {
  const event = season.events[key];
  const found = known.get(event);
  if (found?.zone === season.zone) return found.at;
  const when = readWhen(event.when);
  const wall = when.kind === 'moment' ? when.at : firstDayOf(event);
  const at = Temporal.PlainDateTime.from(wall).toZonedDateTime(season.zone).toInstant();
  known.set(event, { zone: season.zone, at });
  return at;
}

/** The last instant of an event with a duration, such as an offer round; otherwise its first instant. */
export function endOf(season: Season, key: EventKey): Temporal.Instant {
  const { until } = season.events[key];
  if (!until?.includes('T')) return startOf(season, key);
  return Temporal.PlainDateTime.from(until).toZonedDateTime(season.zone).toInstant();
}

/** The day of an event for someone in `zone`: a moment falls on their own day; a day or window stays as published. */
export function dayOf(season: Season, key: EventKey, zone: string): Temporal.PlainDate {
  const event = season.events[key];
  if (readWhen(event.when).kind !== 'moment') return Temporal.PlainDate.from(firstDayOf(event));
  return startOf(season, key).toZonedDateTimeISO(zone).toPlainDate();
}

/** True if a date may still move, or is only known as part of a month. */
export function isProvisional(event: SeasonEvent): boolean {
  return event.status === 'provisional' || readWhen(event.when).kind === 'window';
}

/** Whether first contact with a program is forbidden at any time of `day` in `zone`, in any season. */
export function isQuiet(calendar: Calendar, day: Temporal.PlainDate, zone: string): boolean {
  const from = day.toZonedDateTime(zone).toInstant();
  const to = day.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return calendar.some(
    (season) =>
      Temporal.Instant.compare(from, startOf(season, 'soap_ends')) < 0 &&
      Temporal.Instant.compare(to, startOf(season, 'quiet_begins')) > 0,
  );
}

/** The season whose quiet time includes `now`, from Match Monday until SOAP ends, or null. */
export function quietSeason(calendar: Calendar, now: Temporal.Instant): Season | null {
  return (
    calendar.find((season) => hasBegun(season, 'quiet_begins', now) && !hasBegun(season, 'soap_ends', now)) ??
    null
  );
}

/** The same day, or the first day after it on which a program may be contacted all day. */
export function afterQuietDays(
  day: Temporal.PlainDate,
  calendar: Calendar,
  zone: string,
): Temporal.PlainDate {
  let free = day;
  while (isQuiet(calendar, free, zone)) free = free.add({ days: 1 });
  return free;
}

/** The season that `now` falls into: from the day its applications open until the next one opens. */
export function seasonAt(calendar: Calendar, now: Temporal.Instant): Season | null {
  return calendar.findLast((season) => hasBegun(season, 'eras_opens', now)) ?? null;
}

export function hasBegun(season: Season, key: EventKey, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(startOf(season, key), now) <= 0;
}
