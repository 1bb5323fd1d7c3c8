import { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { Pacing } from '#core/knowledge/pacing.ts';
import { ownTask, promisesOf, withTasks } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { waitingFor, withReminders } from '#core/reminders/change.ts';
import { eveningOf } from '#core/reminders/kinds/evening.ts';
import { capped, isSettled, newReminder, withPlanReminders } from '#core/reminders/schedule.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Article B, section 9: at most three things for today. */
export const MOST_PROMISES = 3;
/** The time between a promise and the question about it, and between that question and quiet hours. */
const PAUSE = { minutes: 30 } as const;
const MIDDAY = '12:00';
const LAST = '23:30';

export interface PromiseTold {
  readonly what: string;
  readonly who: string;
  /** `HH:mm` today, in the person's zone. */
  readonly time: string;
}

export type Promised =
  | { readonly kind: 'added'; readonly person: Applicant; readonly check: string }
  | { readonly kind: 'refused'; readonly why: 'full' | 'past' | 'late' };

/**
 * Adds a promise for today, its reminder, and one evening question, after the last promise and before quiet hours.
 */
export function withPromise(
  person: Applicant,
  told: PromiseTold,
  pacing: Pacing,
  now: Temporal.Instant,
  newId: NewId,
): Promised {
  const [on = '', clock = ''] = wallOf(now, zoneOf(person.settings)).split('T');
  if (promisesOf(person, on).length >= MOST_PROMISES) return { kind: 'refused', why: 'full' };
  if (told.time <= clock) return { kind: 'refused', why: 'past' };
  const latest = latestCheck(person.settings.quiet);
  const isLate = told.time >= LAST || later(told.time) > latest;
  if (isLate) return { kind: 'refused', why: 'late' };
  const task = ownTask(newId(), { ...told, set: 'today', on });
  const grown = withTasks(person, [task]);
  if (!grown) return { kind: 'refused', why: 'full' };
  const check = checkOf(grown, on, pacing);
  const asked = withEvening(withPlanReminders(grown, now, newId), on, `${on}T${check}`, newId);
  return { kind: 'added', person: asked, check };
}

/** Asks one question a day: moves it if it is already there. */
function withEvening(person: Applicant, on: string, at: string, newId: NewId): Applicant {
  const isIt = (reminder: Reminder): boolean => eveningOf(reminder) === on && !isSettled(reminder);
  if (!person.reminders.some(isIt)) {
    return {
      ...person,
      reminders: capped([...person.reminders, newReminder({ kind: 'evening', on }, at, newId)]),
    };
  }
  return withReminders(person, (reminder) =>
    isIt(reminder) && reminder.at !== at ? waitingFor(reminder, { at, snoozedTo: null }, newId) : reminder,
  );
}

/**
 * Makes sure that each coming day with promises has its evening question, since a promise can be moved to any day, and
 * removes the question from days that have none left. Returns the same object when nothing changes.
 */
export function withEvenings(
  person: Applicant,
  pacing: Pacing,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const isVoid = (reminder: Reminder): boolean => {
    const on = eveningOf(reminder);
    return on !== null && reminder.state.kind === 'waiting' && promisesOf(person, on).length === 0;
  };
  const kept = person.reminders.filter((reminder) => !isVoid(reminder));
  const asked = new Set(kept.map(eveningOf));
  const promised = person.tasks.filter(({ set, state }) => set === 'today' && state === 'open');
  const days = [...new Set(promised.map(({ on }) => on))].filter((on) => !asked.has(on));
  const clock = wallOf(now, zoneOf(person.settings));
  const questions = days
    .map((on) => ({ on, at: `${on}T${checkOf(person, on, pacing)}` }))
    .filter(({ at }) => at > clock)
    .map(({ on, at }) => newReminder({ kind: 'evening', on }, at, newId));
  const reminders = capped([...kept, ...questions]);
  const isSame =
    kept.length === person.reminders.length && !questions.some((question) => reminders.includes(question));
  return isSame ? person : { ...person, reminders };
}

/** When a day's question comes: after the last promise, before quiet hours. `HH:mm` in the person's zone. */
function checkOf(person: Applicant, on: string, pacing: Pacing): string {
  const latest = latestCheck(person.settings.quiet);
  const wanted = [pacing.evening, ...promisesOf(person, on).map(({ time }) => later(time))].toSorted().at(-1);
  const [check = latest] = [wanted ?? latest, latest].toSorted();
  return check;
}

/** The latest time for the question. Quiet hours that begin after midnight leave the whole evening free. */
function latestCheck(quiet: Applicant['settings']['quiet']): string {
  return quiet && quiet.from > MIDDAY ? timeOf(Temporal.PlainTime.from(quiet.from).subtract(PAUSE)) : LAST;
}

/** Half an hour after a time of day, but still on the same day. */
function later(time: string): string {
  return time < LAST ? timeOf(Temporal.PlainTime.from(time).add(PAUSE)) : LAST;
}

function timeOf(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}
