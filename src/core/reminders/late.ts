import type { Temporal } from 'temporal-polyfill';
import type { PersonSettings } from '#core/applicant.ts';
import type { Reminder } from '#core/reminders/reminder.ts';
import { wakeAt } from '#core/reminders/wake.ts';

/** Later than this, a message says that it is late. */
export const LATE_MS = 5 * 60_000;
/** Later than this, it is told as missed, with the time that it was planned for. */
const MISSED_MS = 2 * 3_600_000;

/** Milliseconds since it might have been said: neither quiet hours nor a pause make anything late. */
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

/** A delivery that has had no answer for so long stands in an outage. */
export function isStuck({ state }: Reminder, now: Temporal.Instant): boolean {
  return state.kind === 'claimed' && !state.early && now.epochMilliseconds - Date.parse(state.at) > LATE_MS;
}
