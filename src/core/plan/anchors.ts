import { Temporal } from 'temporal-polyfill';
import { firstDay } from '#core/assessment/exams.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Anchor } from '#core/knowledge/plans.ts';
import { EVENTS, type EventKey, readWhen, type Season } from '#core/knowledge/season.ts';
import { type Ends, NOTHING_TOLD, type Sitting, type StudyTold, sittingOf } from '#core/plan/study.ts';
import type { Path } from '#core/record/assessment.ts';
import type { Profile } from '#core/record/profile.ts';
import { cyclesAt, ownSeason } from '#core/season/cycle.ts';
import { dayOf, hasBegun, isProvisional, startOf } from '#core/season/season.ts';
import { MORNING, wallOf } from '#core/time/wall.ts';

/** What a step's day is counted from. A phase lasts several days; everything else is a single day. */
export interface Anchored {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** The last day on which a reminder in the morning still comes before it. */
  readonly last: Temporal.PlainDate;
  readonly provisional: boolean;
}
export type Anchors = ReadonlyMap<Anchor, Anchored>;

export interface Ground {
  readonly profile: Profile;
  readonly knowledge: Knowledge;
  readonly path: Path;
  /** True when this person certainly cannot enter the current Match, so rebuilding need not wait for it. */
  readonly isClosed: boolean;
  readonly now: Temporal.Instant;
  readonly zone: string;
  /** What they told us about the time they have for study. */
  readonly study?: StudyTold;
}

/** The paths that lead to another Match. */
const AIMS: readonly Path[] = ['reapply_now', 'delay', 'pivot_specialty'];

/**
 * Works out the fixed points of a person's year, as days in their zone. An anchor that does not apply to them is missing,
 * and so are the steps that hang on it.
 */
export function anchorsOf(ground: Ground): Anchors {
  const { profile, knowledge, now, zone } = ground;
  const { seasons } = knowledge;
  const anchors = new Map<Anchor, Anchored>();
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const year = yearOf(ground, today);
  const { season, start, target, waits } = year;
  const current = season && !hasBegun(season, 'soap_ends', now) ? season : null;
  const own = ownSeason(profile, seasons, now);
  const isOver = (one: Season): boolean =>
    hasBegun(one, 'soap_ends', now) || isAfter(start, dayOf(one, 'soap_ends', zone));
  const last = seasons.findLast(isOver) ?? null;

  anchors.set('today', point(today, false));
  anchors.set('start', point(start, waits));
  const named = { current, running: own, target, last };
  for (const name of ['current', 'running', 'target', 'last'] as const) {
    const one = named[name];
    if (!one) continue;
    for (const event of EVENTS) {
      const at = point(dayOf(one, event, zone), isProvisional(one.events[event]));
      anchors.set(`${name}.${event}`, { ...at, last: lastDayOf(one, event, zone) });
    }
  }
  for (const [name, phase] of phasesOf(ground, start, target)) {
    anchors.set(name, { ...phase, last: phase.to, provisional: waits });
  }
  const { ends, sitting } = sittingIn(ground, today, year);
  if (ends.sevenYears) anchors.set('seven_years', point(ends.sevenYears, false));
  if (sitting) {
    anchors.set('exam', point(sitting.day, sitting.booked));
    const result = sitting.day.add({ weeks: knowledge.exams.planning.result_weeks });
    anchors.set('result', point(result, true));
  }
  return anchors;
}

/** The day to sit the next exam, and the last days that are of use. */
export interface ExamAhead {
  readonly sitting: Sitting | null;
  readonly ends: Ends;
}

/** When to sit the next exam, as the plan has it. */
export function examAhead(ground: Ground): ExamAhead {
  const today = ground.now.toZonedDateTimeISO(ground.zone).toPlainDate();
  return sittingIn(ground, today, yearOf(ground, today));
}

/** The seasons that a person's year turns on. */
interface Year {
  readonly season: Season | null;
  /** The season that they finish first; null: none. */
  readonly finishing: Season | null;
  /** When they start to rebuild, and whether that waits for a season. */
  readonly start: Temporal.PlainDate;
  readonly waits: boolean;
  readonly target: Season | null;
}

function yearOf(ground: Ground, today: Temporal.PlainDate): Year {
  const { profile, knowledge, path, isClosed, now, zone } = ground;
  const { season, running } = cyclesAt(profile, knowledge.seasons, now, knowledge.assessment.rules);
  const finishing = isClosed ? null : running;
  // Someone who reapplies finishes the current season first. Everyone else starts to rebuild alongside it.
  const waits = finishing !== null && path === 'reapply_now';
  const start = waits
    ? dayOf(finishing, 'match_day', zone).add({ days: knowledge.pacing.after_match_days })
    : today;
  const target = AIMS.includes(path) ? targetOf(ground, start, finishing) : null;
  return { season, finishing, start, waits, target };
}

/** Far from the season's zone, a moment may fall at night or before nine. Then the last day is the day before. */
function lastDayOf(season: Season, event: EventKey, zone: string): Temporal.PlainDate {
  const day = dayOf(season, event, zone);
  if (readWhen(season.events[event].when).kind !== 'moment') return day;
  const isBefore = wallOf(startOf(season, event), zone).slice(11) <= MORNING;
  return isBefore ? day.subtract({ days: 1 }) : day;
}

/** The season to aim at: the first one with enough time left to prepare. Someone who has to rebuild needs longer. */
function targetOf(ground: Ground, start: Temporal.PlainDate, finishing: Season | null): Season | null {
  const { knowledge, path, zone } = ground;
  const lead = path === 'delay' ? knowledge.pacing.delay_days : knowledge.assessment.rules.lead_days;
  const ready = start.add({ days: lead });
  return (
    knowledge.seasons.find(
      (season) =>
        isAfter(dayOf(season, 'programs_review', zone), ready) && season.year > (finishing?.year ?? 0),
    ) ?? null
  );
}

/** Clearing up, then staying clinically current: the article's months, stretched to fit the time until applications go out. */
function phasesOf(
  { knowledge: { pacing }, zone }: Ground,
  start: Temporal.PlainDate,
  target: Season | null,
): [Anchor, Pick<Anchored, 'from' | 'to'>][] {
  const ends = target ? (['eras_opens', 'eras_submit', 'programs_review'] as const) : [];
  const [opens, submit, review] = ends.map((event) => target && dayOf(target, event, zone));
  const hasTime = opens && isAfter(opens, start.add({ days: pacing.short_days }));
  const sent = submit && isAfter(submit, start) ? submit : review;
  const end = (hasTime ? opens : sent) ?? start.add({ days: pacing.open_days });
  const share = Math.round(start.until(end).days * pacing.cleanup_share);
  const middle = start.add({ days: Math.min(pacing.cleanup_days, share) });
  return [
    ['cleanup', { from: start, to: middle }],
    ['currency', { from: middle, to: end }],
  ];
}

/** The last day on which ECFMG takes the other exam, while it is ahead. Of a month the first day counts, to be on the safe side. */
function sevenYearsEnd({ profile, knowledge }: Ground, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const { seven_years, seven_years_by } = sevenYearFacts(profile, knowledge.exams, today);
  if (!seven_years_by || (seven_years !== 'soon' && seven_years !== 'running')) return null;
  return firstDay(seven_years_by);
}

/** The Match that is running comes first, and only a result before its deadline counts there. */
function sittingIn(ground: Ground, today: Temporal.PlainDate, { finishing, target }: Year): ExamAhead {
  const { profile, knowledge, now, zone, study = NOTHING_TOLD } = ground;
  const ahead = finishing && !hasBegun(finishing, 'rank_list_deadline', now) ? finishing : null;
  const later = target ? knowledge.seasons.filter(({ year }) => year >= target.year) : [];
  const results = [
    ...(ahead ? [dayOf(ahead, 'rank_list_deadline', zone)] : []),
    ...later.map((season) => dayOf(season, 'programs_review', zone)),
  ];
  const ends = { results, sevenYears: sevenYearsEnd(ground, today) };
  return { ends, sitting: sittingOf(profile, knowledge, today, ends, study) };
}

function point(day: Temporal.PlainDate, provisional: boolean): Anchored {
  return { from: day, to: day, last: day, provisional };
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
