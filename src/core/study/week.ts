import type { Temporal } from 'temporal-polyfill';
import { type Day, dayIn, isoOf, readDay, weekdayOf } from '#core/etiquette/days.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Practice } from '#core/record/story.ts';
import type { Routine } from '#core/record/study.ts';
import { type StudyDays, standingOf, studyDays } from '#core/study/days.ts';
import { countingEntries } from '#core/study/log.ts';
import { zoneOf } from '#core/time/zone.ts';

const WEEK = 7;

/** What the log says about the seven days up to and including one. */
export interface StudyWeek {
  readonly from: string;
  readonly until: string;
  /** The routine on its last day; null: none. */
  readonly routine: Routine | null;
  /** Days agreed on, without those on which the person was away, and what became of them. */
  readonly agreed: number;
  readonly done: number;
  readonly partly: number;
  readonly not: number;
  readonly missed: number;
  readonly excused: number;
  /** Not answered yet, and not missed either. */
  readonly open: number;
  /** Null: nothing was said about it. */
  readonly hours: number | null;
  readonly blocks: number | null;
  /** The share that was right over all blocks that tell it. */
  readonly percent: number | null;
  readonly scores: readonly Practice[];
  /** Someone looked over the work so many times. */
  readonly oversight: number;
  /** Answers to interview questions that were practised. */
  readonly practised: number;
}

/** @param until the last day of the week, in the person's zone */
export function studyWeek(person: Applicant, until: Day): StudyWeek {
  const days = studyDays(person);
  const zone = zoneOf(person.settings);
  const all = Array.from({ length: WEEK }, (_, index) => until - WEEK + 1 + index);
  const checks = all.flatMap((day) => days.checkOf(day) ?? []);
  const isIn = (on: string): boolean => all.includes(readDay(on));
  const entries = countingEntries(person.study).map(({ what }) => what);
  const count = (answer: string): number => all.filter((day) => answerOf(days, day) === answer).length;
  const rated = checks.flatMap(({ blocks, percent }) =>
    blocks && percent !== null ? [{ blocks, percent }] : [],
  );
  return {
    from: isoOf(until - WEEK + 1),
    until: isoOf(until),
    routine: days.routineOn(until),
    agreed: all.filter(days.isDue).length,
    done: count('done'),
    partly: count('partly'),
    not: count('not'),
    missed: count('missed'),
    excused: count('excused'),
    open: all.filter((day) => days.isDue(day) && days.checkOf(day) === null).length,
    hours: sumOf(checks.map(({ hours }) => hours)),
    blocks: sumOf(checks.map(({ blocks }) => blocks)),
    percent: meanOf(rated),
    scores: entries.flatMap((what) => (what.kind === 'score' && isIn(what.score.on) ? [what.score] : [])),
    oversight: entries.filter((what) => what.kind === 'oversight' && isIn(what.on)).length,
    practised: person.interviewing.attempts.filter(({ at }) => all.includes(dayIn(zone, Date.parse(at))))
      .length,
  };
}

/** A hard day on which the person turned out to be away counts for nothing. */
function answerOf(days: StudyDays, day: Day): string | null {
  const answer = days.checkOf(day)?.answer ?? null;
  const isHard = answer === 'not' || answer === 'missed';
  return isHard && standingOf(days, day) === 'neutral' ? null : answer;
}

/** Whether there is anything to look back on. Silence is not: the checks have said so already. */
export function hasHappened({ done, partly, not, scores, oversight, practised }: StudyWeek): boolean {
  return done + partly + not + scores.length + oversight + practised > 0;
}

/**
 * The day of the look back in the week (Monday to Sunday) that a day is in: the last one that the routine asks about; Sunday where
 * it asks about none, unless the person is away or has no routine. Null: there is none.
 */
export function lookBackDay(days: StudyDays, day: Day): Day | null {
  const sunday = day + WEEK - weekdayOf(day);
  for (let last = sunday; last > sunday - WEEK; last -= 1) if (days.isDue(last)) return last;
  return days.routineOn(sunday) && !days.isAway(sunday) ? sunday : null;
}

/** Today in the person's zone. */
export function studyToday({ settings }: Applicant, now: Temporal.Instant): Day {
  return dayIn(zoneOf(settings), now.epochMilliseconds);
}

function sumOf(values: readonly (number | null)[]): number | null {
  const told = values.filter((one) => one !== null);
  return told.length === 0 ? null : told.reduce((sum, one) => sum + one, 0);
}

function meanOf(rated: readonly { readonly blocks: number; readonly percent: number }[]): number | null {
  const blocks = rated.reduce((sum, one) => sum + one.blocks, 0);
  if (blocks === 0) return null;
  return Math.round(rated.reduce((sum, one) => sum + one.percent * one.blocks, 0) / blocks);
}
