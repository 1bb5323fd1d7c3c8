import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import { withReminders } from '#core/reminders/change.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/**
 * Elapsed time does not move when a person changes their zone, but what their clock shows then does. Returns the same
 * object when nothing changes.
 */
export function withElapsedTimes(person: Applicant): Applicant {
  const zone = zoneOf(person.settings);
  return withReminders(person, (reminder) => {
    if (!reminder.instant) return reminder;
    const wall = wallOf(Temporal.Instant.from(reminder.instant), zone);
    if (wall === (reminder.snoozedTo ?? reminder.at)) return reminder;
    return reminder.snoozedTo === null ? { ...reminder, at: wall } : { ...reminder, snoozedTo: wall };
  });
}
