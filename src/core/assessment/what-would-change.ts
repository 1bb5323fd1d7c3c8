import type { Temporal } from 'temporal-polyfill';
import { assess, type Verdict, verdictOf } from '#core/assessment/assess.ts';
import { applyEffect } from '#core/assessment/effect.ts';
import { examToSit } from '#core/assessment/exam-facts.ts';
import { nextSitting } from '#core/assessment/exams.ts';
import { dayOfReading, factsOf, standings } from '#core/assessment/facts.ts';
import { judge } from '#core/assessment/judge.ts';
import type { Change } from '#core/knowledge/change.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Assessment, PATHS, type Path } from '#core/record/assessment.ts';
import type { Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';
import { cyclesAt } from '#core/season/cycle.ts';
import { startOf } from '#core/season/season.ts';

/** Changes that together lead to a better verdict; none of them can be left out. */
export interface Way {
  readonly changes: readonly Change[];
  /** The minimum time they take together. */
  readonly months: number;
  readonly to: Path;
  readonly borderline: boolean;
}

const MOST_CHANGES = 4;
const MOST_WAYS = 3;

/**
 * Whole months until programs look at the application that the path leads to; null if no such season has dates. A path
 * that asks for a rebuild allows the time for it: it counts to the season it aims at, not to one that is too near.
 */
export function monthsLeft(
  profile: Profile,
  { path }: Pick<Assessment, 'path'>,
  knowledge: Knowledge,
  now: Temporal.Instant,
): number | null {
  const { lead_days } = knowledge.assessment.rules;
  const lead = { lead_days: path === 'delay' ? knowledge.pacing.delay_days : lead_days };
  const { next } = cyclesAt(profile, knowledge.seasons, now, lead);
  if (!next) return null;
  const deadline = startOf(next, 'programs_review').toZonedDateTimeISO(next.zone).toPlainDate();
  return Math.max(0, dayOfReading(now).until(deadline, { largestUnit: 'months' }).months);
}

/**
 * What would change this verdict: the smallest sets of changes that the person can still make in the time the path
 * gives, found by trying them all on the profile. At most three, fewest changes first, then the quickest. Empty if none
 * would.
 */
export function whatWouldChange(
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Way[] {
  const verdict = assess(profile, knowledge, now);
  const left = monthsLeft(profile, verdict, knowledge, now);
  if (left === null) return [];
  const better: (readonly Change[])[] = [];
  const found: Way[] = [];
  let tried: readonly Tried[] = [{ changes: [], reached: profile, from: 0 }];
  for (let size = 1; size <= MOST_CHANGES && found.length < MOST_WAYS; size += 1) {
    const ways: Way[] = [];
    const others: Tried[] = [];
    for (const next of tried.flatMap((one) => larger(one, knowledge))) {
      const isMoreThanNeeded = better.some((enough) => isWithin(enough, next.changes));
      if (isMoreThanNeeded || !fits(next.changes, profile, knowledge, now, left)) continue;
      const after = makeChange(next.change, next.reached, knowledge, now);
      if (!after) continue;
      const { path, borderline } = verdictOf(after, knowledge, now);
      const { changes } = next;
      if (isBetter({ path, borderline }, verdict)) {
        ways.push({ changes, months: monthsOf(changes, profile, knowledge, now), to: path, borderline });
      } else others.push({ changes, reached: after, from: next.from });
    }
    better.push(...ways.map(({ changes }) => changes));
    const leastAsked = ways.filter((way) => !ways.some((other) => asksLess(other, way)));
    found.push(...leastAsked.toSorted((a, b) => a.months - b.months));
    tried = others;
  }
  return found.slice(0, MOST_WAYS);
}

/**
 * Changes that were made without leading to a better verdict, and where in knowledge the ones that may be added start.
 */
interface Tried {
  readonly changes: readonly Change[];
  readonly reached: Profile;
  readonly from: number;
}

/** The sets extended by one later change. */
function larger({ changes: made, reached, from }: Tried, { assessment: { changes } }: Knowledge) {
  return changes
    .slice(from)
    .flatMap((change, index) =>
      change.effect ? [{ changes: [...made, change], change, reached, from: from + index + 1 }] : [],
    );
}

/** What a year of work leaves behind, whether or not it is enough for another path. */
export interface YearsWork {
  /** The time the path gives. */
  readonly months: number;
  readonly changes: readonly Change[];
  /** Criteria that would hold afterwards but do not today. */
  readonly won: readonly string[];
  readonly to: Path;
  readonly borderline: boolean;
}

/**
 * What the months that the path gives can achieve: every change that fits into them and makes one more criterion hold.
 * Null if there is none, or no time.
 */
export function whatTheYearBuys(
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): YearsWork | null {
  const before = assess(profile, knowledge, now);
  const left = monthsLeft(profile, before, knowledge, now);
  if (left === null) return null;
  let changes: readonly Change[] = [];
  let reached = profile;
  let verdict = before;
  for (const change of knowledge.assessment.changes) {
    const after = makeChange(change, reached, knowledge, now);
    if (!after || !fits([...changes, change], profile, knowledge, now, left)) continue;
    const next = assess(after, knowledge, now);
    if (!next.held.some((id) => !verdict.held.includes(id))) continue;
    changes = [...changes, change];
    reached = after;
    verdict = next;
  }
  if (changes.length === 0) return null;
  const won = verdict.held.filter((id) => !before.held.includes(id));
  return { months: left, changes, won, to: verdict.path, borderline: verdict.borderline };
}

/** The profile once a change has been made; null if this person cannot make it. */
export function makeChange(
  { feasible, effect }: Change,
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Profile | null {
  if (!effect) return null;
  if (feasible && judge(feasible, factsOf(profile, knowledge, now)) !== true) return null;
  return applyEffect(effect, profile, knowledge, now);
}

/** A better path, or the same good one without the doubt. A delay without doubt is no better than one with it. */
export function isBetter(after: Verdict, before: Verdict): boolean {
  const gain = rankOf(after) - rankOf(before);
  if (gain !== 0) return gain > 0;
  return after.path === 'reapply_now' && before.borderline && !after.borderline;
}

/** Changing a field that also needs repair is as far away as a delay: the one does not lead to the other. */
function rankOf({ path, borderline }: Verdict): number {
  return PATHS.indexOf(path === 'pivot_specialty' && borderline ? 'delay' : path);
}

function isWithin(small: readonly Change[], large: readonly Change[]): boolean {
  return small.every((change) => large.includes(change));
}

/** Whether another set leads to the same verdict and asks for less in place of one change. */
function asksLess(other: Way, way: Way): boolean {
  const extra = way.changes.filter((change) => !other.changes.includes(change));
  const instead = other.changes.filter((change) => !way.changes.includes(change));
  return (
    other.to === way.to &&
    other.borderline === way.borderline &&
    extra.length === 1 &&
    instead.length === 1 &&
    extra[0]?.more_than === instead[0]?.id
  );
}

/** Whether a set fits into the time available, and its unpaid part into the months that the person can manage. */
function fits(
  set: readonly Change[],
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
  left: number,
): boolean {
  const { months: free } = profile.life;
  const unpaid = timeOf(
    set.filter((change) => change.unpaid),
    () => 0,
  );
  return monthsOf(set, profile, knowledge, now) <= left && (free === null || unpaid <= free);
}

function monthsOf(
  set: readonly Change[],
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): number {
  return timeOf(set, () => monthsToResult(profile, knowledge, now));
}

/** What needs its own time adds up; what fits alongside runs in parallel. `sitting` says how long an exam takes. */
function timeOf(set: readonly Change[], sitting: () => number): number {
  const time = ({ months }: Change): number => (months === 'sitting' ? sitting() : months);
  const own = set.filter(({ beside }) => !beside).reduce((sum, change) => sum + time(change), 0);
  return Math.max(own, ...set.filter(({ beside }) => beside).map(time));
}

/** Months until the next exam can have been passed, including its result; infinite if that cannot be worked out. */
const monthsToResult = remember((profile: Profile, knowledge: Knowledge, now: Temporal.Instant): number => {
  const exam = examToSit(standings(profile, knowledge));
  const today = dayOfReading(now);
  const day = exam && nextSitting(knowledge.exams, exam, today);
  if (!day) return Number.POSITIVE_INFINITY;
  const result = day.add({ weeks: knowledge.exams.planning.result_weeks });
  const { months, days } = today.until(result, { largestUnit: 'months' });
  return months + (days > 0 ? 1 : 0);
});
