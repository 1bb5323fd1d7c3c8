import { Temporal } from 'temporal-polyfill';
import type { Settings } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';

/** The zone that times are read in before a person has told theirs. */
export const FALLBACK_ZONE = 'UTC';

export function zoneOf(settings: Settings): string {
  return settings.zone ?? FALLBACK_ZONE;
}

/**
 * The instant of a wall-clock time (`YYYY-MM-DDTHH:mm`) in a zone. A time that daylight saving skips is moved later by
 * the length of the gap; of a time that comes twice the first is taken.
 */
export function instantOf(wall: string, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant();
}

/** The wall-clock time (`YYYY-MM-DDTHH:mm`, seconds cut) of an instant in a zone. */
export function wallOf(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** When the person wants to hear of it, quiet hours aside. */
export function dueAt(reminder: Reminder, settings: Settings): Temporal.Instant {
  return instantOf(reminder.snoozedTo ?? reminder.at, zoneOf(settings));
}

/** When it may be said: what falls into quiet hours waits for their end, but SOAP deadlines never wait. */
export function wakeAt(reminder: Reminder, settings: Settings): Temporal.Instant {
  const due = dueAt(reminder, settings);
  return reminder.urgency === 'soap' ? due : afterQuiet(due, settings);
}

/** The same instant, or the end of the quiet hours that it falls into. */
export function afterQuiet(instant: Temporal.Instant, settings: Settings): Temporal.Instant {
  const { quiet } = settings;
  if (!quiet || quiet.from === quiet.to) return instant;
  const zone = zoneOf(settings);
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overnight = quiet.from > quiet.to;
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return instant;
  const day = local.toPlainDate();
  const endDay = overnight && time >= quiet.from ? day.add({ days: 1 }) : day;
  return instantOf(`${endDay}T${quiet.to}`, zone);
}
