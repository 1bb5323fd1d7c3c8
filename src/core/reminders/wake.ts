import { Temporal } from 'temporal-polyfill';
import type { PersonSettings } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { quietAround } from '#core/time/quiet.ts';
import { instantOf, MORNING } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** When a reminder is due, before quiet hours and pauses are considered. */
export function dueAt(reminder: Reminder, settings: PersonSettings): Temporal.Instant {
  const { instant, snoozedTo, at } = reminder;
  return instant ? Temporal.Instant.from(instant) : instantOf(snoozedTo ?? at, zoneOf(settings));
}

/** A deadline that falls into quiet hours comes this long before they begin. */
const BEFORE_QUIET = { minutes: 15 } as const;

/**
 * When a reminder may be said. A pause delays it to the end of the pause, and quiet hours to their end. A deadline comes
 * before quiet hours instead, and urgent moments of Match Week ignore them.
 */
export function wakeAt(reminder: Reminder, settings: PersonSettings): Temporal.Instant {
  const due = afterPause(dueAt(reminder, settings), settings);
  if (reminder.urgency === 'soap') return due;
  const quiet = quietAround(due, settings);
  if (!quiet) return due;
  return reminder.deadline ? quiet.from.subtract(BEFORE_QUIET) : quiet.to;
}

/** The day on which the running pause ends. Null when reminders are not paused, or the pause has no end. */
export function pauseEnd(settings: PersonSettings, now: Temporal.Instant): string | null {
  const { pausedUntil } = settings;
  return pausedUntil && Temporal.Instant.compare(afterPause(now, settings), now) > 0 ? pausedUntil : null;
}

function afterPause(instant: Temporal.Instant, settings: PersonSettings): Temporal.Instant {
  if (!settings.pausedUntil) return instant;
  const end = instantOf(`${settings.pausedUntil}T${MORNING}`, zoneOf(settings));
  return Temporal.Instant.compare(instant, end) < 0 ? end : instant;
}
