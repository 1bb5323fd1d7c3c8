import type { Temporal } from 'temporal-polyfill';
import type { PersonSettings } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { wakeAt } from '#core/reminders/wake.ts';

/** From here on a message says that it is late. */
export const LATE_MS = 5 * 60_000;
/** From here on it counts as missed, and the message gives the planned time. */
const MISSED_MS = 2 * 3_600_000;

/** Milliseconds since it could first be said. Time spent in quiet hours or a pause does not count. */
export function lateMs(reminder: Reminder, settings: PersonSettings, now: Temporal.Instant): number {
  const since = wakeAt(reminder, settings).epochMilliseconds;
  const resumed = settings.resumedAt ? Date.parse(settings.resumedAt) : since;
  return Math.max(0, now.epochMilliseconds - Math.max(since, resumed));
}

export function lateness(
  reminder: Reminder,
  settings: PersonSettings,
  now: Temporal.Instant,
): 'on_time' | 'late' | 'missed' {
  const ms = lateMs(reminder, settings, now);
  if (ms > MISSED_MS) return 'missed';
  return ms > LATE_MS ? 'late' : 'on_time';
}

/** A delivery unanswered for this long means an outage. */
export function isStuck({ state }: Reminder, now: Temporal.Instant): boolean {
  return state.kind === 'claimed' && !state.early && now.epochMilliseconds - Date.parse(state.at) > LATE_MS;
}
