import { Temporal } from 'temporal-polyfill';
import { bandFacts, NO_BAND } from '#core/assessment/band.ts';
import { examFacts } from '#core/assessment/exam-facts.ts';
import { nextSitting, type Standing, standing } from '#core/assessment/exams.ts';
import type { Facts } from '#core/assessment/judge.ts';
import { modeAt } from '#core/assessment/mode.ts';
import { pathwayFacts } from '#core/assessment/pathway.ts';
import { retakeFacts } from '#core/assessment/retake.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import { isAbove, isPlaced } from '#core/assessment/specialties.ts';
import { aboveFacts, storyFacts } from '#core/assessment/story.ts';
import { toldFacts, truth } from '#core/assessment/told.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Season } from '#core/knowledge/season.ts';
import { type Cycle, examSchema, type Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';
import {
  type Cycles,
  cyclesAt,
  isFirstMatch,
  isListClosed,
  nextDeadline,
  positionOf,
  takesPart,
} from '#core/season/cycle.ts';
import { latestCycle } from '#core/season/latest.ts';
import { hasBegun, quietSeason } from '#core/season/season.ts';

/** Deadlines are kept in this zone, and so is the day of an assessment. */
const ZONE = 'America/New_York';

/** The day of an assessment. */
export const dayOfReading = remember(
  (now: Temporal.Instant): Temporal.PlainDate => now.toZonedDateTimeISO(ZONE).toPlainDate(),
);

/** How a person stands with each exam they told us anything about. */
export function standings(profile: Profile, knowledge: Knowledge): readonly Standing[] {
  return standingsOf(profile.exams, knowledge.exams);
}

const standingsOf = remember((attempts: Profile['exams'], rules: Knowledge['exams']): readonly Standing[] =>
  examSchema.options.flatMap((exam) => standing(rules, attempts, exam) ?? []),
);

/** Works out every fact that knowledge may compare, for one person on one day. The verdict is added later. */
export const factsOf = remember((profile: Profile, knowledge: Knowledge, now: Temporal.Instant): Facts => {
  const cycles = cyclesAt(profile, knowledge.seasons, now, knowledge.assessment.rules);
  const exams = standings(profile, knowledge);
  const facts: Facts = {
    ...personFacts(profile, now),
    ...toldFacts(profile, knowledge.assessment.rules, dayOfReading(now)),
    ...examFacts(profile, knowledge, exams, dayOfReading(now)),
    ...sevenYearFacts(profile, knowledge.exams, dayOfReading(now)),
    ...pathwayFacts(profile, cycles),
    exam_in_time: examInTime(exams, cycles, knowledge, now),
    ...retakeFacts(profile.exams, exams, nextDeadline(cycles, now), now),
    ...cycleFacts(profile, cycles),
    position: positionOf(profile, knowledge.seasons, now),
    ...seasonFacts(profile, cycles, knowledge, now),
    mode: modeAt(profile, knowledge.seasons, now),
    ...storyFacts(profile, nextDeadline(cycles, now), isMatchWeek(cycles.season, now), now),
    target_above: null,
    target_placed: profile.target === null ? null : isPlaced(knowledge.specialties, profile.target),
    other_within: null,
    ...NO_BAND,
    blocked: null,
    season_closed: null,
    path: null,
    borderline: null,
  };
  const others = profile.acceptable.map((id) => isAbove(knowledge.specialties, id, facts));
  // Copying so many facts costs more than working most of them out, and a search does it for hundreds of profiles.
  return Object.assign(facts, bandFacts(profile, facts, knowledge), {
    ...aboveFacts(profile, (id) => isAbove(knowledge.specialties, id, facts)),
    target_above: isAbove(knowledge.specialties, profile.target, facts),
    other_within: others.includes(false) ? true : others.length === 0 || others.includes(null) ? null : false,
  });
});

/** From Match Monday until a day after Match Day. */
function isMatchWeek(season: Season | null, now: Temporal.Instant): boolean {
  if (!season || !hasBegun(season, 'match_status', now)) return false;
  return !hasBegun(season, 'match_day', now.subtract({ hours: 24 }));
}

function personFacts(profile: Profile, now: Temporal.Instant) {
  const { year } = dayOfReading(now);
  return {
    type: profile.type,
    img: profile.type === null ? null : profile.type === 'us_img' || profile.type === 'non_us_img',
    years_since_graduation: profile.graduated === null ? null : Math.max(0, year - profile.graduated),
    registered: truth(profile.registered),
    school_verified: truth(profile.schoolVerified),
  };
}

/** Whether every failed exam can be passed, legally and with proper study, before results stop counting. */
const examInTime = remember(function examInTime(
  all: readonly Standing[],
  cycles: Cycles,
  knowledge: Knowledge,
  now: Temporal.Instant,
): boolean | null {
  if (all.length === 0) return null;
  const open = all.filter(({ state }) => state === 'failed');
  if (open.some(({ exhausted }) => exhausted)) return false;
  if (open.length === 0) return true;
  const end = nextDeadline(cycles, now);
  if (!end) return null;
  const deadline = dayOfReading(end);
  const today = dayOfReading(now);
  const weeks = knowledge.exams.planning.result_weeks;
  const inTime = open.map((exam) => {
    // If we do not know the dates that decide, even the best case may be too late.
    const best = nextSitting(knowledge.exams, { ...exam, legalFrom: exam.legalFrom ?? today }, today);
    if (!best || Temporal.PlainDate.compare(best.add({ weeks }), deadline) > 0) return false;
    return exam.legalFrom || exam.awaited ? true : null;
  });
  if (inTime.includes(false)) return false;
  return inTime.includes(null) ? null : true;
});

function seasonFacts(profile: Profile, cycles: Cycles, { seasons }: Knowledge, now: Temporal.Instant) {
  const { season } = cycles;
  const ofToday = profile.cycles.filter(({ year }) => year === season?.year);
  return {
    outcome_now: latestCycle(ofToday)?.outcome ?? null,
    interviews_now: interviewsOf(ofToday),
    first_match: isFirstMatch(profile, cycles),
    takes_part: season !== null && takesPart(profile, season.year),
    rank_deadline_passed: season !== null && hasBegun(season, 'rank_list_deadline', now),
    list_closed: isListClosed(season, now),
    quiet_time: quietSeason(seasons, now) !== null,
    ranking_open: season !== null && hasBegun(season, 'ranking_opens', now),
  };
}

function cycleFacts(profile: Profile, { running }: Cycles) {
  const open = profile.cycles.filter(({ year, outcome }) => outcome === 'applying' && year === running?.year);
  const ended = profile.cycles.filter((cycle) => !open.includes(cycle) && cycle.outcome !== 'withdrawn');
  const latest = latestCycle(ended);
  const last = interviewsOf(ended.filter(({ year }) => year === (latest?.year ?? null)));
  // A season still running can only add interviews, so having none yet says nothing.
  const soFar = interviewsOf(open) || null;
  const unmatched = profile.cycles.filter(
    ({ outcome }) => outcome === 'unmatched' || outcome === 'no_rank_list',
  );
  return {
    cycles: profile.cycles.filter(({ outcome }) => outcome !== 'withdrawn').length,
    unmatched,
    unmatched_cycles: unmatched.length,
    interviews: soFar === null ? last : Math.max(soFar, last ?? 0),
    last_interviews: last,
    last_outcome: latestCycle(profile.cycles)?.outcome ?? null,
  };
}

function interviewsOf(cycles: readonly Cycle[]): number | null {
  const known = cycles.map(({ interviews }) => interviews).filter((interviews) => interviews !== null);
  return known.length === 0 ? null : Math.max(...known);
}
