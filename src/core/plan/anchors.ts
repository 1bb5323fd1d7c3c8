import { Temporal } from 'temporal-polyfill';
import { firstDay } from '#core/assessment/exams.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Anchor } from '#core/knowledge/plans.ts';
import { EVENTS, type EventKey, readWhen, type Season } from '#core/knowledge/season.ts';
import { sittingOf } from '#core/plan/study.ts';
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
}

/** The paths that lead to another Match. */
const AIMS: readonly Path[] = ['reapply_now', 'delay', 'pivot_specialty'];

/**
 * Works out the fixed points of a person's year, as days in their zone. An anchor that does not apply to them is missing,
 * and so are the steps that hang on it.
 */
export function anchorsOf(ground: Ground): Anchors {
  const { profile, knowledge, path, isClosed, now, zone } = ground;
  const { pacing, seasons } = knowledge;
  const anchors = new Map<Anchor, Anchored>();
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const { season, running } = cyclesAt(profile, seasons, now, knowledge.assessment.rules);
  const current = season && !hasBegun(season, 'soap_ends', now) ? season : null;
  const own = ownSeason(profile, seasons, now);
  const finishing = isClosed ? null : running;

  // Someone who reapplies finishes the current season first. Everyone else starts to rebuild alongside it.
  const waits = finishing !== null && path === 'reapply_now';
  const start = waits ? dayOf(finishing, 'match_day', zone).add({ days: pacing.after_match_days }) : today;
  const target = AIMS.includes(path) ? targetOf(ground, start, finishing) : null;
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
  const end = sevenYearsEnd(ground, today);
  if (end) anchors.set('seven_years', point(end, false));
  for (const [name, day] of examDays(ground, today, { finishing, target, end })) anchors.set(name, day);
  return anchors;
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

/** What an exam has to be passed before. */
interface Ends {
  readonly finishing: Season | null;
  readonly target: Season | null;
  readonly end: Temporal.PlainDate | null;
}

/** The day to sit the next exam, and the day its result may be out. */
function examDays(
  { profile, knowledge, now, zone }: Ground,
  today: Temporal.PlainDate,
  { finishing, target, end }: Ends,
): [Anchor, Anchored][] {
  // The current Match comes first, and only a result before its deadline counts there.
  const ahead = finishing && !hasBegun(finishing, 'rank_list_deadline', now) ? finishing : null;
  const results = ahead
    ? dayOf(ahead, 'rank_list_deadline', zone)
    : target && dayOf(target, 'programs_review', zone);
  const deadline = end && (!results || isAfter(results, end)) ? end : results;
  const sitting = sittingOf(profile, knowledge, today, deadline);
  if (!sitting) return [];
  const result = sitting.day.add({ weeks: knowledge.exams.planning.result_weeks });
  return [
    ['exam', point(sitting.day, sitting.booked)],
    ['result', point(result, true)],
  ];
}

function point(day: Temporal.PlainDate, provisional: boolean): Anchored {
  return { from: day, to: day, last: day, provisional };
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
