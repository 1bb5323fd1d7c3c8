import type { Temporal } from 'temporal-polyfill';
import type { Platform } from '#core/platform.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { withReminders } from '#core/reminders/change.ts';

/** How long an answer may take to be shown. After that its process is thought dead, and the next visit says it. */
const SHOWING_MS = 120_000;

/**
 * Takes what could not be delivered for one answer, so that no other answer says it at the same time. It stays held until
 * `withHeldShown` or `withHeldLeft` tells what came of the answer.
 * @returns the reminders to say, and the person with a note that they are being said
 */
export function takeHeld(
  person: Applicant,
  now: Temporal.Instant,
): { readonly held: readonly Reminder[]; readonly taken: Applicant } {
  const held = person.reminders.filter((reminder) => isFree(reminder, now));
  const taken = withReminders(person, (reminder) =>
    isFree(reminder, now)
      ? { ...reminder, state: { ...reminder.state, showingSince: now.toString() } }
      : reminder,
  );
  return { held, taken };
}

/** The answer was shown on this platform: what it held counts as sent. */
export function withHeldShown(
  person: Applicant,
  shown: readonly Reminder[],
  platform: Platform,
  now: Temporal.Instant,
): Applicant {
  const state = { kind: 'sent', platform, at: now.toString(), lateMs: 0 } as const;
  return changeHeld(person, shown, (reminder) => ({ ...reminder, state }));
}

/** The answer was not shown: what it held waits for the next visit. */
export function withHeldLeft(person: Applicant, left: readonly Reminder[]): Applicant {
  return changeHeld(person, left, (reminder) => {
    const { showingSince: _, ...state } = reminder.state;
    return { ...reminder, state };
  });
}

type Held = Reminder & { readonly state: { readonly kind: 'held' } };

function isHeld(reminder: Reminder): reminder is Held {
  return reminder.state.kind === 'held';
}

function isFree(reminder: Reminder, now: Temporal.Instant): reminder is Held {
  if (!isHeld(reminder)) return false;
  const { showingSince } = reminder.state;
  return showingSince === undefined || now.epochMilliseconds - Date.parse(showingSince) > SHOWING_MS;
}

function changeHeld(
  person: Applicant,
  these: readonly Reminder[],
  change: (reminder: Held) => Reminder,
): Applicant {
  const ids = these.map(({ id }) => id);
  return withReminders(person, (reminder) =>
    isHeld(reminder) && ids.includes(reminder.id) ? change(reminder) : reminder,
  );
}
