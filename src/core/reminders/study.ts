import { Temporal } from 'temporal-polyfill';
import { type Day, isoOf, readDay } from '#core/etiquette/days.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import { type CheckReminder, isCheck } from '#core/reminders/kinds/study-check.ts';
import { isStudyWeek, type WeekReminder } from '#core/reminders/kinds/study-week.ts';
import { planned, type Rhythm } from '#core/reminders/rhythm.ts';
import { capped, isSettled, newReminder } from '#core/reminders/schedule.ts';
import { checkTime, lookBackTime } from '#core/study/check-time.ts';
import { type StudyDays, studyDays } from '#core/study/days.ts';
import { withEntry } from '#core/study/log.ts';
import { routinesOf, withRoutineKept } from '#core/study/routine.ts';
import { hasHappened, lookBackDay, studyToday, studyWeek } from '#core/study/week.ts';
import { instantOf, MORNING } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Settled ones are kept for so many days, so that no day is asked about twice. */
const REMEMBERED = 14;
const WEEK = 7;

interface Scene {
  readonly person: Applicant;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly newId: NewId;
  readonly days: StudyDays;
  readonly today: Day;
}

/**
 * Syncs the checks and the look back with the routine in force, one of each ahead of time: moved with the routine's hour, taken back
 * where its day is let go, away or answered already. A check that nobody answered by the time of the next one is written into the
 * log as missed. Nothing is asked about the time of a pause. Idempotent: returns the same object when nothing changes.
 */
export function withStudy(
  before: Applicant,
  knowledge: Knowledge,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const isOurs = (one: Reminder): boolean => isCheck(one) || isStudyWeek(one);
  const old = before.reminders.filter(isOurs);
  if (old.length === 0 && routinesOf(before.study).length === 0) return before;
  const person = withRoutineKept(before, now, newId);
  const days = studyDays(person);
  const scene: Scene = { person, knowledge, now, newId, days, today: studyToday(person, now) };
  const checks = planned(before.reminders.filter(isCheck), checkRhythm(scene), scene);
  const weeks = planned(before.reminders.filter(isStudyWeek), weekRhythm(scene), scene);
  const asked = newestAsked(checks, scene);
  const missed = checks.filter((one) => isPassedOver(one, asked, scene) && isUnanswered(one, scene));
  const kept = [
    ...checks.map((one) => followedCheck(one, asked, scene)),
    ...weeks.map((one) => followedWeek(one, scene)),
  ].filter((one) => !isSettled(one) || readDay(one.about.on) > scene.today - REMEMBERED);
  const isSame =
    person === before &&
    missed.length === 0 &&
    kept.length === old.length &&
    kept.every((one) => old.includes(one));
  if (isSame) return before;
  const logged = missed.reduce((one, { about }) => withMissed(one, about.on, now, newId), person);
  const others = before.reminders.filter((one) => !isOurs(one));
  return { ...logged, reminders: capped([...kept, ...others]) };
}

function checkRhythm({ person, knowledge, days, newId }: Scene): Rhythm<CheckReminder> {
  return {
    make: (on, at) => {
      const about = { kind: 'check', on } as const;
      return { ...newReminder(about, at, newId), about };
    },
    timeOn: (day) => {
      const routine = days.isDue(day) && days.checkOf(day) === null ? days.routineOn(day) : null;
      return routine && checkTime(routine.time, person.settings, knowledge);
    },
    isSameTurn: (one, other) => one === other,
  };
}

/** The look back on a week in which nothing happened is let go once its hour has come. */
function weekRhythm({ person, knowledge, now, days, newId }: Scene): Rhythm<WeekReminder> {
  return {
    make: (on, at) => {
      const about = { kind: 'studyweek', on } as const;
      return { ...newReminder(about, at, newId), about };
    },
    timeOn: (day) => {
      const routine = lookBackDay(days, day) === day ? days.routineOn(day) : null;
      if (!routine) return null;
      const time = lookBackTime(routine.time, person.settings, knowledge);
      const at = instantOf(`${isoOf(day)}T${time}`, zoneOf(person.settings));
      const isOver = Temporal.Instant.compare(at, now) <= 0;
      return isOver && !hasHappened(studyWeek(person, day)) ? null : time;
    },
    isSameTurn: (one, other) => mondayOf(one) === mondayOf(other),
  };
}

function mondayOf(day: Day): Day {
  return Math.floor((day + 3) / WEEK);
}

/** The newest day up to today whose check has come: sent, on its way, or due now. */
function newestAsked(checks: readonly CheckReminder[], { person, now, today }: Scene): Day | null {
  const zone = zoneOf(person.settings);
  const come = checks.filter(
    ({ state, at, about }) =>
      readDay(about.on) <= today &&
      (state.kind !== 'waiting' || Temporal.Instant.compare(instantOf(at, zone), now) <= 0),
  );
  return come.length === 0 ? null : Math.max(...come.map(({ about }) => readDay(about.on)));
}

/** A later check has come, and this one is still to be answered. */
function isPassedOver({ about }: CheckReminder, asked: Day | null, { days }: Scene): boolean {
  const day = readDay(about.on);
  return asked !== null && day < asked && days.isDue(day) && days.checkOf(day) === null;
}

/** It was seen, and no pause has begun since. */
function isUnanswered({ state }: CheckReminder, { person: { settings } }: Scene): boolean {
  if (state.kind !== 'sent') return false;
  const { pausedUntil, resumedAt } = settings;
  const pauses = [
    resumedAt ?? [],
    pausedUntil ? instantOf(`${pausedUntil}T${MORNING}`, zoneOf(settings)) : [],
  ];
  return pauses.flat().every((end) => Temporal.Instant.compare(end, state.at) <= 0);
}

/** A check that was sent, or is on its way: settled once its day is answered, let go or passed over. */
function followedCheck(reminder: CheckReminder, asked: Day | null, scene: Scene): CheckReminder {
  const { days, now } = scene;
  if (isSettled(reminder) || reminder.state.kind === 'waiting') return reminder;
  const day = readDay(reminder.about.on);
  if (days.checkOf(day)) return { ...reminder, state: { kind: 'done', at: now.toString() } };
  const isVoid = !days.isDue(day) || isPassedOver(reminder, asked, scene);
  return isVoid ? { ...reminder, state: { kind: 'skipped', at: now.toString() } } : reminder;
}

/** A look back asks for no answer, so it is settled when its day is over. One with nothing to tell isn't sent. */
function followedWeek(reminder: WeekReminder, { person, now, today }: Scene): WeekReminder {
  const day = readDay(reminder.about.on);
  switch (reminder.state.kind) {
    case 'sent':
      return today > day ? { ...reminder, state: { kind: 'done', at: now.toString() } } : reminder;
    case 'claimed':
    case 'held': {
      const isVoid = today >= day + WEEK || !hasHappened(studyWeek(person, day));
      return isVoid ? { ...reminder, state: { kind: 'skipped', at: now.toString() } } : reminder;
    }
    case 'waiting':
    case 'done':
    case 'skipped':
      return reminder;
    default:
      return reminder.state satisfies never;
  }
}

function withMissed(person: Applicant, on: string, now: Temporal.Instant, newId: NewId): Applicant {
  const check = { on, answer: 'missed', hours: null, blocks: null, percent: null } as const;
  return withEntry(person, { kind: 'check', check }, now, newId);
}
