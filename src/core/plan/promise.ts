import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/applicant.ts';
import type { NewId } from '#core/id.ts';
import type { Pacing } from '#core/plan/steps.ts';
import { ownTask, promisesOf, withTasks } from '#core/plan/tasks.ts';
import { withReminders } from '#core/reminders/delivery.ts';
import { capped, isSettled, newReminder, withPlanReminders } from '#core/reminders/schedule.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Article B, section 9: three things for today, no more. */
export const MOST_PROMISES = 3;
/** Between a promise and the question about it, and between that question and the quiet hours. */
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
 * Adds a promise for today, its reminder, and one question for the evening: after the last promise, before quiet hours.
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
  const isLate = told.time > LAST || later(told.time) > latest;
  if (isLate) return { kind: 'refused', why: 'late' };
  const task = ownTask(newId(), { ...told, set: 'today', on });
  const grown = withTasks(person, [task]);
  if (!grown) return { kind: 'refused', why: 'full' };
  const wanted = [pacing.evening, ...promisesOf(grown, on).map((one) => later(one.time ?? told.time))];
  const [check = latest] = [wanted.toSorted().at(-1) ?? latest, latest].toSorted();
  const asked = withEvening(withPlanReminders(grown, now, newId), on, `${on}T${check}`, newId);
  return { kind: 'added', person: asked, check };
}

/** One question for a day: moved when it is there already. */
function withEvening(person: Applicant, on: string, at: string, newId: NewId): Applicant {
  const isIt = (reminder: Applicant['reminders'][number]): boolean =>
    reminder.about.kind === 'evening' && reminder.about.on === on && !isSettled(reminder);
  if (!person.reminders.some(isIt)) {
    return {
      ...person,
      reminders: capped([...person.reminders, newReminder({ kind: 'evening', on }, at, newId)]),
    };
  }
  return withReminders(person, (reminder) =>
    isIt(reminder) && reminder.at !== at
      ? { ...reminder, at, snoozedTo: null, revision: newId(), state: { kind: 'waiting' } }
      : reminder,
  );
}

/** Quiet hours that begin after midnight leave the whole evening. */
function latestCheck(quiet: Applicant['settings']['quiet']): string {
  return quiet && quiet.from > MIDDAY ? timeOf(Temporal.PlainTime.from(quiet.from).subtract(PAUSE)) : LAST;
}

function later(time: string): string {
  return timeOf(Temporal.PlainTime.from(time).add(PAUSE));
}

function timeOf(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}
