import { Temporal } from 'temporal-polyfill';
import type { PersonSettings } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { dueAt, pauseEnd, wakeAt } from '#core/reminders/wake.ts';
import type { Part } from '#core/reply.ts';
import type { Say } from '#core/text.ts';
import { sayWall } from '#core/time/say.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Says when a reminder will really come, if quiet hours or a pause move it from its time. */
export function sayWait(
  reminder: Reminder,
  settings: PersonSettings,
  now: Temporal.Instant,
  say: Say,
): readonly Part[] {
  if (settings.paused) return [say.text('reminders.waits.paused')];
  const [due, wake] = [dueAt(reminder, settings), wakeAt(reminder, settings)];
  if (wake.equals(due)) return [];
  const isNow = Temporal.Instant.compare(wake, now) <= 0;
  const key = isNow ? 'now' : pauseEnd(settings, due) ? 'pause' : 'quiet';
  const zone = zoneOf(settings);
  return [say.text(`reminders.waits.${key}`, { when: sayWall(wallOf(wake, zone), zone, now, say) })];
}
