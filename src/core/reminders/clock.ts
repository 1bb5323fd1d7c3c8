import { Temporal } from 'temporal-polyfill';
import type { Settings } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';

/** The zone that times are read in before a person has told theirs. */
export const FALLBACK_ZONE = 'UTC';

export function zoneOf(settings: Settings): string {
  return settings.zone ?? FALLBACK_ZONE;
}

/** Each look at a record asks for the same few times again, and the calendar is slow to say. */
const instants = new Map<string, Temporal.Instant>();
const MOST_INSTANTS = 10_000;

/**
 * The instant of a wall-clock time (`YYYY-MM-DDTHH:mm`) in a zone. A time that daylight saving skips is moved later by
 * the length of the gap; of a time that comes twice the first is taken.
 */
export function instantOf(wall: string, zone: string): Temporal.Instant {
  const name = `${wall} ${zone}`;
  const known = instants.get(name);
  if (known) return known;
  const instant = Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant();
  if (instants.size >= MOST_INSTANTS) instants.clear();
  instants.set(name, instant);
  return instant;
}

/** The wall-clock time (`YYYY-MM-DDTHH:mm`, seconds cut) of an instant in a zone. */
export function wallOf(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The same, to come back to it later: no wall clock names the second pass through an hour, so the one after it is taken. */
export function laterWall(instant: Temporal.Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  const isSecond = instantOf(wall, zone).until(instant).total('minutes') >= 1;
  return isSecond ? wallOf(instant.add({ hours: 1 }), zone) : wall;
}

/** When the person wants to hear of it, quiet hours aside. */
export function dueAt(reminder: Reminder, settings: Settings): Temporal.Instant {
  return instantOf(reminder.snoozedTo ?? reminder.at, zoneOf(settings));
}

/** The hour at which reminders go on after a pause. */
const RESUME_HOUR = '09:00';
/** A deadline inside quiet hours is told this long before they begin. */
const BEFORE_QUIET = { minutes: 15 } as const;

/**
 * When it may be said. What falls into a pause waits for its end, what falls into quiet hours for theirs; a deadline is
 * told before quiet hours, and what is urgent in Match Week knows none.
 */
export function wakeAt(reminder: Reminder, settings: Settings): Temporal.Instant {
  const due = afterPause(dueAt(reminder, settings), settings);
  if (reminder.urgency === 'soap') return due;
  const quiet = quietAround(due, settings);
  if (!quiet) return due;
  return reminder.deadline ? quiet.from.subtract(BEFORE_QUIET) : quiet.to;
}

/** The day until which reminders are paused, while it lasts; null: they are not, or without an end. */
export function pauseEnd(settings: Settings, now: Temporal.Instant): string | null {
  const { pausedUntil } = settings;
  return pausedUntil && Temporal.Instant.compare(afterPause(now, settings), now) > 0 ? pausedUntil : null;
}

function afterPause(instant: Temporal.Instant, settings: Settings): Temporal.Instant {
  if (!settings.pausedUntil) return instant;
  const end = instantOf(`${settings.pausedUntil}T${RESUME_HOUR}`, zoneOf(settings));
  return Temporal.Instant.compare(instant, end) < 0 ? end : instant;
}

/** The same instant, or the end of the quiet hours that it falls into. */
export function afterQuiet(instant: Temporal.Instant, settings: Settings): Temporal.Instant {
  return quietAround(instant, settings)?.to ?? instant;
}

/** The quiet hours that an instant falls into, or null. */
function quietAround(instant: Temporal.Instant, settings: Settings) {
  const { quiet } = settings;
  if (!quiet || quiet.from === quiet.to) return null;
  const zone = zoneOf(settings);
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overnight = quiet.from > quiet.to;
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return null;
  const day = local.toPlainDate();
  const firstDay = overnight && time < quiet.to ? day.subtract({ days: 1 }) : day;
  const lastDay = overnight ? firstDay.add({ days: 1 }) : day;
  return {
    from: instantOf(`${firstDay}T${quiet.from}`, zone),
    to: instantOf(`${lastDay}T${quiet.to}`, zone),
  };
}
