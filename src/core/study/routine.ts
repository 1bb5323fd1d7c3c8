import { Temporal } from 'temporal-polyfill';
import { firstDay, lastDay } from '#core/assessment/exams.ts';
import { type Day, isoOf, readDay, weekdayOf } from '#core/etiquette/days.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Profile } from '#core/record/profile.ts';
import { type Routine, STUDY_LIMITS, type Study } from '#core/record/study.ts';
import { checkTime } from '#core/study/check-time.ts';
import { countingEntries, withEntry } from '#core/study/log.ts';
import { instantOf, wallOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** A routine and the id of its entry in the log. */
export interface Kept {
  readonly id: string;
  readonly routine: Routine;
}

/** Every routine that counts, as they were written down. */
export function routinesOf(study: Study): readonly Kept[] {
  return countingEntries(study).flatMap(({ id, what }) =>
    what.kind === 'routine' ? [{ id, routine: what.routine }] : [],
  );
}

/** The routine in force on a day (`YYYY-MM-DD`): of those that have begun, the one that was written last. */
export function routineOn(kept: readonly Kept[], on: string): Routine | null {
  return kept.findLast(({ routine }) => routine.from <= on)?.routine ?? null;
}

/** The routine that is agreed on and begins after `today`; null: none. */
export function routineToCome(study: Study, today: string): Routine | null {
  return routinesOf(study).findLast(({ routine }) => routine.from > today)?.routine ?? null;
}

/** The day from which a routine has nothing left to ask about, since its exam is sat or passed; null: none is known. */
export function examEnd({ exams }: Profile, { exam, from }: Routine): string | null {
  const sittings = exams.flatMap((one) => {
    if (one.exam !== exam) return [];
    if (one.on === null) return one.outcome === 'pass' ? [from] : [];
    const day = (one.outcome === 'scheduled' ? lastDay(one.on) : firstDay(one.on)).toString();
    return day >= from ? [day] : [];
  });
  return sittings.toSorted()[0] ?? null;
}

export type WantedRoutine = Omit<Routine, 'from'>;

/** What became of a wish for another routine. */
export interface Changed {
  readonly person: Applicant;
  /** `begun`: the first one, or the first after an end. `kept`: it is what holds already. `easier`: it begins a week ahead. */
  readonly kind: 'begun' | 'changed' | 'easier' | 'kept';
  readonly routine: Routine;
}

/**
 * Agrees on a routine. What makes the week easier (a day or an hour less) begins `easing_days` later: that is a deal made while
 * calm. Anything else begins today, or tomorrow if its hour is over. A routine under which no check has come yet may still be
 * changed freely: it is withdrawn, and what held before is what the new one is measured against.
 */
export function withRoutine(
  person: Applicant,
  wanted: WantedRoutine,
  knowledge: Pick<Knowledge, 'studyChecks'>,
  now: Temporal.Instant,
  newId: NewId,
): Changed {
  const today = wallOf(now, zoneOf(person.settings)).slice(0, 10);
  const unbegun = routinesOf(person.study).filter((one) => !hasBegun(one.routine, person, knowledge, now));
  const cleared = unbegun.reduce(
    (one, { id }) => withEntry(one, { kind: 'withdrawn', entry: id }, now, newId),
    person,
  );
  const held = routineOn(routinesOf(cleared.study), today);
  const end = held && examEnd(person.profile, held);
  const holds = held && held.days.length > 0 && !(end !== null && end <= today) ? held : null;
  if (holds && isSame(holds, wanted)) return { person: cleared, kind: 'kept', routine: holds };
  if (!holds && wanted.days.length === 0)
    return { person: cleared, kind: 'kept', routine: { ...wanted, from: today } };
  const kind = holds === null ? 'begun' : isEasier(wanted, holds) ? 'easier' : 'changed';
  const from = kind === 'easier' ? later(today, knowledge.studyChecks.easing_days) : firstFrom();
  const routine = { ...wanted, from };
  return { person: withEntry(cleared, { kind: 'routine', routine }, now, newId), kind, routine };

  function firstFrom(): string {
    return isAhead(today, wanted, person, knowledge, now) ? today : later(today, 1);
  }
}

/** A full log lets its oldest entries go; so close to its end a routine that still holds is written down once more. */
const NEAR_THE_END = 20;

/** The record with what holds, and what is agreed on for later, safe from being dropped. The same object if it is. */
export function withRoutineKept(person: Applicant, now: Temporal.Instant, newId: NewId): Applicant {
  const { study, settings } = person;
  if (study.log.length < STUDY_LIMITS.log - NEAR_THE_END) return person;
  const kept = routinesOf(study);
  const today = wallOf(now, zoneOf(settings)).slice(0, 10);
  const held = kept.findLastIndex(({ routine }) => routine.from <= today);
  const oldest = new Set(study.log.slice(0, NEAR_THE_END).map(({ id }) => id));
  const holding = kept.slice(Math.max(0, held));
  if (!holding.some(({ id }) => oldest.has(id))) return person;
  return holding.reduce(
    (one, { routine }) => withEntry(one, { kind: 'routine', routine }, now, newId),
    person,
  );
}

/** Whether it asks for less: a day that was agreed on is missing, or an hour a week. */
export function isEasier(wanted: WantedRoutine, than: WantedRoutine): boolean {
  return wanted.hours < than.hours || than.days.some((day) => !wanted.days.includes(day));
}

function isSame(one: WantedRoutine, other: WantedRoutine): boolean {
  return (
    one.exam === other.exam &&
    one.time === other.time &&
    one.hours === other.hours &&
    one.days.join() === other.days.join()
  );
}

/** Whether a check has come under it; one without days begins on its day. */
function hasBegun(
  routine: Routine,
  person: Applicant,
  knowledge: Pick<Knowledge, 'studyChecks'>,
  now: Temporal.Instant,
): boolean {
  const from = readDay(routine.from);
  const first = routine.days.length === 0 ? from : firstOf(routine, from);
  return !isAhead(isoOf(first), routine, person, knowledge, now);
}

function firstOf({ days }: Routine, from: Day): Day {
  let day = from;
  while (!days.includes(weekdayOf(day))) day += 1;
  return day;
}

function isAhead(
  on: string,
  { days, time }: WantedRoutine,
  { settings }: Applicant,
  knowledge: Pick<Knowledge, 'studyChecks'>,
  now: Temporal.Instant,
): boolean {
  const hour = days.length === 0 ? '00:00' : checkTime(time, settings, knowledge);
  return Temporal.Instant.compare(instantOf(`${on}T${hour}`, zoneOf(settings)), now) > 0;
}

function later(day: string, days: number): string {
  return isoOf(readDay(day) + days);
}
