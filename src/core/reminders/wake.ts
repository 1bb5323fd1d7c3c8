import { Temporal } from 'temporal-polyfill';
import type { PersonSettings } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { quietAround } from '#core/time/quiet.ts';
import { instantOf, MORNING } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** When the person wants to hear of it, quiet hours aside. */
export function dueAt(reminder: Reminder, settings: PersonSettings): Temporal.Instant {
  return instantOf(reminder.snoozedTo ?? reminder.at, zoneOf(settings));
}

/** A deadline inside quiet hours is told this long before they begin. */
const BEFORE_QUIET = { minutes: 15 } as const;

/**
 * When it may be said. What falls into a pause waits for its end, what falls into quiet hours for theirs; a deadline is
 * told before quiet hours, and what is urgent in Match Week knows none.
 */
export function wakeAt(reminder: Reminder, settings: PersonSettings): Temporal.Instant {
  const due = afterPause(dueAt(reminder, settings), settings);
  if (reminder.urgency === 'soap') return due;
  const quiet = quietAround(due, settings);
  if (!quiet) return due;
  return reminder.deadline ? quiet.from.subtract(BEFORE_QUIET) : quiet.to;
}

/** The day until which reminders are paused, while it lasts; null: they are not, or without an end. */
export function pauseEnd(settings: PersonSettings, now: Temporal.Instant): string | null {
  const { pausedUntil } = settings;
  return pausedUntil && Temporal.Instant.compare(afterPause(now, settings), now) > 0 ? pausedUntil : null;
}

function afterPause(instant: Temporal.Instant, settings: PersonSettings): Temporal.Instant {
  if (!settings.pausedUntil) return instant;
  const end = instantOf(`${settings.pausedUntil}T${MORNING}`, zoneOf(settings));
  return Temporal.Instant.compare(instant, end) < 0 ? end : instant;
}
