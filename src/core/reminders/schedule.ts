import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import { changeStep, findStep, isTask, open } from '#core/plan/tasks.ts';
import { type Applicant, LIMITS, type PersonSettings } from '#core/record/applicant.ts';
import type { Step, Task } from '#core/record/plan.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { unsnoozed, waitingFor, withReminders } from '#core/reminders/change.ts';
import { stepOf } from '#core/reminders/kinds/step.ts';
import { elapsedTime } from '#core/time/elapsed.ts';
import { afterQuiet } from '#core/time/quiet.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** How soon a step of today comes when its hour has passed. */
const SOON_MINUTES = 30;

/**
 * Adds a reminder for every open step and task that has none. If its time has passed, it comes in half an hour, or after
 * quiet hours. Removes reminders of anything that is no longer open.
 */
export function withPlanReminders(person: Applicant, now: Temporal.Instant, newId: NewId): Applicant {
  const steps = open(person);
  const ids = new Set(steps.map(({ id }) => id));
  const kept = person.reminders.filter((reminder) => {
    const step = stepOf(reminder);
    return step === null || ids.has(step) || isSettled(reminder);
  });
  const known = new Set(kept.map(stepOf));
  const zone = zoneOf(person.settings);
  const soon = wallOf(afterQuiet(now.add({ minutes: SOON_MINUTES }), person.settings), zone);
  const added = steps
    .filter(({ id }) => !known.has(id))
    .map((step): Reminder => {
      const planned = `${step.on}T${step.time}`;
      const isPast = planned < (hasOwnHour(step) ? wallOf(now, zone) : soon);
      return newReminder({ kind: 'step', step: step.id }, isPast ? soon : planned, newId);
    });
  return { ...person, reminders: capped([...kept, ...added]) };
}

/** True when someone chose the hour. Plan steps come in the morning, but not within minutes of making the plan. */
function hasOwnHour(step: Step | Task): boolean {
  return isTask(step) && step.set !== 'shadow';
}

/** A new waiting reminder for `at`, wall clock in the person's zone. */
export function newReminder(about: Reminder['about'], at: string, newId: NewId): Reminder {
  return {
    id: newId(),
    revision: newId(),
    about,
    at,
    snoozedTo: null,
    urgency: 'normal',
    state: { kind: 'waiting' },
  };
}

/** Done or skipped: nothing more will happen to it, and the oldest such reminders make room at the cap. */
export function isSettled(reminder: Reminder): boolean {
  return reminder.state.kind === 'done' || reminder.state.kind === 'skipped';
}

/** Cuts the list to its cap: settled reminders go first, then the last in the list. */
export function capped(reminders: readonly Reminder[]): Reminder[] {
  let surplus = reminders.length - LIMITS.reminders;
  const roomy = reminders.filter((reminder) => !(isSettled(reminder) && surplus-- > 0));
  return roomy.slice(0, LIMITS.reminders);
}

export function reminderById(person: Applicant, id: string): Reminder | undefined {
  return person.reminders.find((reminder) => reminder.id === id);
}

/** The open reminder of a step. */
export function reminderOf(person: Applicant, step: string): Reminder | undefined {
  return person.reminders.find((reminder) => stepOf(reminder) === step && !isSettled(reminder));
}

/** All reminders still to come or waiting for an answer, soonest first. */
export function upcoming(person: Applicant): readonly Reminder[] {
  return person.reminders
    .filter((reminder) => !isSettled(reminder))
    .toSorted((a, b) => ((a.snoozedTo ?? a.at) < (b.snoozedTo ?? b.at) ? -1 : 1));
}

/** Marks a reminder, and its plan step if it has one, as done or skipped. */
export function settle(
  person: Applicant,
  id: string,
  as: 'done' | 'skipped',
  now: Temporal.Instant,
): Applicant {
  const reminder = reminderById(person, id);
  if (!reminder) return person;
  const changed = change(person, id, (old) => ({
    ...unsnoozed(old),
    state: { kind: as, at: now.toString() },
  }));
  return changeStep(changed, stepOf(reminder), { state: as === 'done' ? 'done' : 'dropped' });
}

/** The same for a step, with or without a reminder. Leaves a settled step as it is. */
export function settleStep(
  person: Applicant,
  step: string,
  as: 'done' | 'skipped',
  now: Temporal.Instant,
): Applicant {
  if (findStep(person, step)?.state !== 'open') return person;
  const reminder = reminderOf(person, step);
  if (reminder) return settle(person, reminder.id, as, now);
  return changeStep(person, step, { state: as === 'done' ? 'done' : 'dropped' });
}

/** Snoozes a reminder to `wall`, in the person's zone. The planned time stays as it was. */
export function snooze(person: Applicant, id: string, wall: string, newId: NewId): Applicant {
  return change(person, id, (old) => waitingFor(old, { snoozedTo: wall }, newId));
}

/** Snoozes a reminder until an instant that was said as elapsed time, such as "in an hour". */
export function snoozeUntil(
  person: Applicant,
  id: string,
  instant: Temporal.Instant,
  newId: NewId,
): Applicant {
  const time = elapsedTime(instant, zoneOf(person.settings));
  return change(person, id, (old) => waitingFor(old, { snoozedTo: time.wall, instant: time.instant }, newId));
}

/** Moves a reminder, and its plan step if it has one, to `wall`, in the person's zone. */
export function move(person: Applicant, id: string, wall: string, newId: NewId): Applicant {
  const reminder = reminderById(person, id);
  const changed = change(person, id, (old) => waitingFor(old, { at: wall, snoozedTo: null }, newId));
  if (!reminder) return changed;
  const [on = '', time = ''] = wall.split('T');
  return changeStep(changed, stepOf(reminder), { on, time, moved: true });
}

/** Changes settings. Every waiting reminder gets a new revision, since zone, quiet hours and pause set its instant. */
export function withSettings(person: Applicant, settings: Partial<PersonSettings>, newId: NewId): Applicant {
  const changed = { ...person, settings: { ...person.settings, ...settings } };
  return withReminders(changed, (reminder) =>
    reminder.state.kind === 'waiting' ? { ...reminder, revision: newId() } : reminder,
  );
}

function change(person: Applicant, id: string, how: (reminder: Reminder) => Reminder): Applicant {
  return withReminders(person, (reminder) => (reminder.id === id ? how(reminder) : reminder));
}
