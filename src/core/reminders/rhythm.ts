import { Temporal } from 'temporal-polyfill';
import { type Day, isoOf, readDay } from '#core/etiquette/days.ts';
import type { NewId } from '#core/id.ts';
import type { Applicant, PersonSettings } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { waitingFor } from '#core/reminders/change.ts';
import { instantOf, MORNING } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

type Dated = Reminder & { readonly about: { readonly on: string } };

/** On which days something comes, at which hour. */
export interface Rhythm<R extends Dated> {
  /** A new one for a day, waiting for `at`, wall clock in the person's zone. */
  make(on: string, at: string): R;
  /** `HH:mm` in the person's zone; null: it doesn't come on this day. */
  timeOn(day: Day): string | null;
  /** Whether one that was said on one day leaves nothing to say on the other. */
  isSameTurn(one: Day, other: Day): boolean;
}

interface Scene {
  readonly person: Applicant;
  readonly now: Temporal.Instant;
  readonly newId: NewId;
  readonly today: Day;
}

/** How far ahead the next day is looked for, and how far back the one that is due. */
const AHEAD = 400;
const BACK = 7;

/**
 * The same reminders with those that wait in line with a rhythm: the next one, and one that is due but was not sent yet. Of several
 * that came due, such as after an outage, only the last is left, and none whose time fell into a pause. What was said stays.
 */
export function planned<R extends Dated>(all: readonly R[], rhythm: Rhythm<R>, scene: Scene): readonly R[] {
  const told = all.filter(({ state }) => state.kind !== 'waiting');
  const waiting = all.filter(({ state }) => state.kind === 'waiting');
  const overdue = waiting.filter(({ at }) => isPast(instantOf(at, zoneOf(scene.person.settings)), scene.now));
  const onItsWay = told.filter(({ state }) => state.kind === 'claimed');
  const since = Math.min(
    ...overdue.map(({ about }) => readDay(about.on)),
    ...onItsWay.map(({ about }) => readDay(about.on) + 1),
  );
  const due = latest(told, rhythm, since, scene);
  const wanted = [due, next(told, rhythm, scene)].flatMap((turn) => turn ?? []);
  const kept = wanted.map(({ day, at }): R => {
    const found = waiting.find(({ about }) => readDay(about.on) === day);
    if (found) return found.at === at ? found : waitingFor(found, { at, snoozedTo: null }, scene.newId);
    return rhythm.make(isoOf(day), at);
  });
  return [...told, ...kept];
}

interface Turn {
  readonly day: Day;
  /** Wall clock in the person's zone. */
  readonly at: string;
}

function turnOn<R extends Dated>(day: Day, told: readonly R[], rhythm: Rhythm<R>): Turn | null {
  if (told.some(({ about }) => rhythm.isSameTurn(readDay(about.on), day))) return null;
  const time = rhythm.timeOn(day);
  return time === null ? null : { day, at: `${isoOf(day)}T${time}` };
}

/** The first turn after now, and after a pause that has an end. */
function next<R extends Dated>(told: readonly R[], rhythm: Rhythm<R>, scene: Scene): Turn | null {
  const { person, now, today } = scene;
  const zone = zoneOf(person.settings);
  for (let day = today; day < today + AHEAD; day += 1) {
    const turn = turnOn(day, told, rhythm);
    const at = turn && instantOf(turn.at, zone);
    if (turn && at && !isPast(at, now) && !isBeforeEnd(at, person.settings)) return turn;
  }
  return null;
}

/** The last turn from a day on and up to now; null where it fell into a pause. */
function latest<R extends Dated>(
  told: readonly R[],
  rhythm: Rhythm<R>,
  since: Day,
  scene: Scene,
): Turn | null {
  const { person, now, today } = scene;
  const { settings } = person;
  for (let day = today; day >= Math.max(since, today - BACK); day -= 1) {
    const turn = turnOn(day, told, rhythm);
    const at = turn && instantOf(turn.at, zoneOf(settings));
    if (!turn || !at || !isPast(at, now)) continue;
    const isAfterResume = !settings.resumedAt || Temporal.Instant.compare(at, settings.resumedAt) >= 0;
    return !settings.paused && isAfterResume && !isBeforeEnd(at, settings) ? turn : null;
  }
  return null;
}

function isPast(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0;
}

/** Before the end of the pause that has one, running or over. */
function isBeforeEnd(at: Temporal.Instant, settings: PersonSettings): boolean {
  const { pausedUntil } = settings;
  if (!pausedUntil) return false;
  return Temporal.Instant.compare(at, instantOf(`${pausedUntil}T${MORNING}`, zoneOf(settings))) < 0;
}
