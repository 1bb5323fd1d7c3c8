import type { Temporal } from 'temporal-polyfill';
import { type Applicant, LIMITS, type Settings } from '#core/applicant.ts';
import { afterQuiet, wallOf, zoneOf } from '#core/reminders/clock.ts';
import { withReminders } from '#core/reminders/delivery.ts';
import type { NewId, Reminder } from '#core/reminders/reminder.ts';

/** The hour at which a plan step speaks up on its day. */
const STEP_HOUR = '09:00';
/** How long after it was planned a step of today speaks up, when its hour is past. */
const SOON_MINUTES = 30;

/**
 * Adds a waiting reminder for every open step of the plan that has none, at nine on its day or, for a step of today
 * whose hour is past, in half an hour outside quiet hours. Reminders of steps that are no longer open are let go.
 */
export function withPlanReminders(person: Applicant, now: Temporal.Instant, newId: NewId): Applicant {
  const open = new Set(person.plan?.steps.filter((step) => step.state === 'open').map((step) => step.id));
  const kept = person.reminders.filter((reminder) => open.has(reminder.about.step) || isSettled(reminder));
  const known = new Set(kept.map((reminder) => reminder.about.step));
  const zone = zoneOf(person.settings);
  const soon = wallOf(afterQuiet(now.add({ minutes: SOON_MINUTES }), person.settings), zone);
  const added = (person.plan?.steps ?? [])
    .filter((step) => step.state === 'open' && !known.has(step.id))
    .map((step): Reminder => {
      const planned = `${step.on}T${STEP_HOUR}`;
      return {
        id: newId(),
        revision: newId(),
        about: { kind: 'step', step: step.id },
        at: planned < soon ? soon : planned,
        snoozedTo: null,
        urgency: 'normal',
        state: { kind: 'waiting' },
      };
    });
  return { ...person, reminders: capped([...kept, ...added]) };
}

/** Nothing will happen to a settled reminder any more; the oldest of them make room at the cap. */
export function isSettled(reminder: Reminder): boolean {
  return reminder.state.kind === 'done' || reminder.state.kind === 'skipped';
}

function capped(reminders: readonly Reminder[]): Reminder[] {
  let surplus = reminders.length - LIMITS.reminders;
  const roomy = reminders.filter((reminder) => !(isSettled(reminder) && surplus-- > 0));
  return roomy.slice(0, LIMITS.reminders);
}

export function reminderById(person: Applicant, id: string): Reminder | undefined {
  return person.reminders.find((reminder) => reminder.id === id);
}

/** What is still to come or to be answered, soonest first. */
export function upcoming(person: Applicant): readonly Reminder[] {
  return person.reminders
    .filter((reminder) => !isSettled(reminder))
    .toSorted((a, b) => ((a.snoozedTo ?? a.at) < (b.snoozedTo ?? b.at) ? -1 : 1));
}

/** Marks a reminder, and the plan step that it stands for, as done or skipped. */
export function settle(
  person: Applicant,
  id: string,
  as: 'done' | 'skipped',
  now: Temporal.Instant,
): Applicant {
  const reminder = reminderById(person, id);
  if (!reminder) return person;
  const changed = change(person, id, (old) => ({
    ...old,
    snoozedTo: null,
    state: { kind: as, at: now.toString() },
  }));
  if (!changed.plan) return changed;
  const state = as === 'done' ? 'done' : 'dropped';
  const steps = changed.plan.steps.map((step) =>
    step.id === reminder.about.step ? ({ ...step, state } as const) : step,
  );
  return { ...changed, plan: { ...changed.plan, steps } };
}

/** Says it again at `wall` (the person's zone); the planned time stays as it was. */
export function snooze(person: Applicant, id: string, wall: string, newId: NewId): Applicant {
  return change(person, id, (old) => ({
    ...old,
    revision: newId(),
    snoozedTo: wall,
    state: { kind: 'waiting' },
  }));
}

/** Plans the reminder, and its plan step, for `wall` (the person's zone). */
export function move(person: Applicant, id: string, wall: string, newId: NewId): Applicant {
  const reminder = reminderById(person, id);
  const changed = change(person, id, (old) => ({
    ...old,
    revision: newId(),
    at: wall,
    snoozedTo: null,
    state: { kind: 'waiting' },
  }));
  if (!changed.plan || !reminder) return changed;
  const on = wall.slice(0, 10);
  const steps = changed.plan.steps.map((step) => (step.id === reminder.about.step ? { ...step, on } : step));
  return { ...changed, plan: { ...changed.plan, steps } };
}

/** Changes settings. All that waits gets a new revision, since zone, quiet hours and pause decide when it is said. */
export function withSettings(person: Applicant, settings: Partial<Settings>, newId: NewId): Applicant {
  const changed = { ...person, settings: { ...person.settings, ...settings } };
  return withReminders(changed, (reminder) =>
    reminder.state.kind === 'waiting' ? { ...reminder, revision: newId() } : reminder,
  );
}

/** Hands over what was held back for want of a way to reach the person, and marks it as said on this visit. */
export function takeHeld(
  person: Applicant,
  platform: Applicant['identities'][number]['platform'],
  now: Temporal.Instant,
) {
  const held = person.reminders.filter((reminder) => reminder.state.kind === 'held');
  const told = withReminders(person, (reminder) =>
    reminder.state.kind === 'held'
      ? { ...reminder, state: { kind: 'sent', platform, at: now.toString(), lateMs: 0 } }
      : reminder,
  );
  return { held, told };
}

function change(person: Applicant, id: string, how: (reminder: Reminder) => Reminder): Applicant {
  return withReminders(person, (reminder) => (reminder.id === id ? how(reminder) : reminder));
}
