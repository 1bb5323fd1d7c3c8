import type { Temporal } from 'temporal-polyfill';
import { passMark } from '#core/assessment/exams.ts';
import { factsOf } from '#core/assessment/facts.ts';
import { type Facts, judge } from '#core/assessment/judge.ts';
import { wordedFor } from '#core/assessment/worded.ts';
import type { Criterion, EligibilityRule } from '#core/knowledge/assessment.ts';
import type { Change } from '#core/knowledge/change.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Citation } from '#core/knowledge/source.ts';
import { type Assessment, modeSchema } from '#core/record/assessment.ts';
import { examSchema, type Profile } from '#core/record/profile.ts';
import { remember } from '#core/remember.ts';

/** A criterion and its result: null if the facts that decide it are not known. */
export interface Judged {
  readonly criterion: Criterion;
  readonly holds: boolean | null;
}

/**
 * Reads a profile as an adviser would: mode, eligibility and path. Pure. The verdict holds ids; their words and sources
 * are in the knowledge files.
 */
export const assess = remember(function assess(
  profile: Profile,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Assessment {
  const facts = factsOf(profile, knowledge, now);
  const judged = judgedBy(facts, knowledge);
  const ids = (holds: boolean | null): string[] =>
    judged.filter((one) => one.holds === holds).map(({ criterion }) => criterion.id);
  return {
    at: stampOf(now),
    mode: modeSchema.parse(facts.mode),
    ...choosePath(judged, facts, knowledge),
    held: ids(true),
    failed: ids(false),
    unknown: ids(null),
    eligibility: eligibilityOf(knowledge.assessment.eligibility, facts).map(({ id }) => id),
  };
});

const stampOf = remember((now: Temporal.Instant): string => now.toString({ smallestUnit: 'millisecond' }));

export type Verdict = Pick<Assessment, 'path' | 'borderline'>;

/** The verdict of `assess` without its reasons, for a search that tries many profiles. */
export function verdictOf(profile: Profile, knowledge: Knowledge, now: Temporal.Instant): Verdict {
  const facts = factsOf(profile, knowledge, now);
  return choosePath(judgedBy(facts, knowledge), facts, knowledge);
}

function judgedBy(facts: Facts, { assessment: { criteria } }: Knowledge): readonly Judged[] {
  return criteria
    .filter(({ applies }) => !applies || judge(applies, facts) === true)
    .map((criterion) => ({ criterion, holds: judge(criterion.holds, facts) }));
}

function choosePath(judged: readonly Judged[], facts: Facts, knowledge: Knowledge): Verdict {
  const { most, borderline } = knowledge.assessment.rules;
  const fails = (group: Criterion['group']): boolean =>
    judged.some(({ criterion, holds }) => criterion.group === group && holds === false);
  const conditions = judged.filter(({ criterion }) => criterion.group === 'reapply');
  const held = conditions.filter(({ holds }) => holds === true).length;
  const open = conditions.filter(({ holds }) => holds === null).length;

  if (facts.position !== null) return { path: 'matched', borderline: false };
  if (facts.first_match === true) {
    const isOut = facts.list_closed === true && isBlocked(facts, knowledge);
    if (!isSeasonClosed(facts, isOut)) return { path: 'first_match', borderline: false };
  }
  if (fails('stop')) return { path: 'pivot_career', borderline: false };
  const isHeldBack = fails('delay') || fails('exam');
  // A field that is closed is changed first, whatever else needs repair: the repairs are made for the other field.
  if (fails('target') && facts.other_within === true)
    return { path: 'pivot_specialty', borderline: isHeldBack || held < most };
  if (isHeldBack) return { path: 'delay', borderline: false };
  if (held < borderline) return { path: 'delay', borderline: held + open >= borderline };
  // With no other field in reach there is nothing to change to, and one more try at this one is not a plan.
  if (fails('target')) return { path: 'delay', borderline: true };
  return { path: 'reapply_now', borderline: held < most };
}

/**
 * Whether the current Match is certainly closed to someone: they have no attempt left, no legal sitting is possible
 * before the rank list deadline, or that deadline has passed with something missing. Nothing else closes a season
 * earlier.
 */
function isSeasonClosed(
  { attempts_exhausted, img, retake_too_late, list_closed }: Facts,
  blocked: boolean,
): boolean {
  const isTooLate = img === true && retake_too_late === true;
  return attempts_exhausted === true || isTooLate || (blocked && list_closed === true);
}

/** The rules that apply to someone. What follows from being blocked is asked last. */
function eligibilityOf(rules: readonly EligibilityRule[], facts: Facts): readonly EligibilityRule[] {
  const applies = (all: Facts) => rules.filter(({ when }) => judge(when, all) === true);
  const open = applies({ ...facts, blocked: false });
  return open.some(({ effect }) => effect === 'blocks') ? applies({ ...facts, blocked: true }) : open;
}

function isBlocked(facts: Facts, { assessment: { eligibility } }: Knowledge): boolean {
  return eligibilityOf(eligibility, facts).some(({ effect }) => effect === 'blocks');
}

/** The facts after a verdict, for anything that depends on it. */
export const verdictFacts = remember(function verdictFacts(
  profile: Profile,
  assessment: Assessment,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Facts {
  const { path, borderline, eligibility } = assessment;
  const blocked = knowledge.assessment.eligibility.some(
    ({ id, effect }) => effect === 'blocks' && eligibility.includes(id),
  );
  const facts = factsOf(profile, knowledge, now);
  return { ...facts, path, borderline, blocked, season_closed: isSeasonClosed(facts, blocked) };
});

/**
 * The criteria of a verdict in the words that fit this person, in the order of the knowledge file. Those that the file
 * no longer has are left out.
 */
export function criteriaOf(assessment: Assessment, knowledge: Knowledge, facts: Facts): readonly Judged[] {
  return knowledge.assessment.criteria.flatMap((general): Judged[] => {
    const criterion = wordedFor(general, facts);
    if (assessment.held.includes(criterion.id)) return [{ criterion, holds: true }];
    if (assessment.failed.includes(criterion.id)) return [{ criterion, holds: false }];
    return assessment.unknown.includes(criterion.id) ? [{ criterion, holds: null }] : [];
  });
}

/** The eligibility rules of a verdict in the words that fit this person. */
export function eligibilityRulesOf(
  assessment: Assessment,
  knowledge: Knowledge,
  facts: Facts,
): readonly EligibilityRule[] {
  return knowledge.assessment.eligibility
    .filter(({ id }) => assessment.eligibility.includes(id))
    .map((rule) => ({ ...wordedFor(rule, facts), source: citedBy(rule, knowledge, facts) }));
}

/** A pass mark that we mention comes with its own source, never with another year's. */
function citedBy({ cites, source }: EligibilityRule, knowledge: Knowledge, facts: Facts): Citation {
  const exam = examSchema.safeParse(facts.questioned_exam).data;
  const on = facts.questioned_on;
  if (cites !== 'pass_mark' || !exam || typeof on !== 'string') return source;
  return passMark(knowledge.exams, exam, on)?.source ?? source;
}

const WEIGHT = [
  'stop',
  'convert',
  'exam',
  'target',
  'delay',
  'figures',
  'reapply',
] as const satisfies readonly Criterion['group'][];

/** What decides most comes first. Within a group, what can still be changed comes first, then the order of the file. */
export function heaviestFirst(judged: readonly Judged[]): readonly Judged[] {
  const isFixed = ({ criterion }: Judged): number => Number(criterion.changes.length === 0);
  return judged.toSorted(
    (a, b) =>
      WEIGHT.indexOf(a.criterion.group) - WEIGHT.indexOf(b.criterion.group) || isFixed(a) - isFixed(b),
  );
}

/** What prevents taking part at all: the first rule that blocks, or that waits for something. */
export function obstacleOf(
  assessment: Assessment,
  knowledge: Knowledge,
  facts: Facts,
): EligibilityRule | null {
  const rules = eligibilityRulesOf(assessment, knowledge, facts);
  return (
    rules.find(({ effect }) => effect === 'blocks') ?? rules.find(({ effect }) => effect === 'waits') ?? null
  );
}

/** A criterion to work on, with what to do about it; null if it is merely unknown. */
export interface Matter extends Judged {
  readonly change: Change | null;
}

/**
 * What to change first. That interviews did not become a match comes before anything else, then the heaviest failed
 * criterion that this person can still change, then one of the unknown conditions.
 */
export function mattersMost(
  profile: Profile,
  assessment: Assessment,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Matter | null {
  return matters(profile, assessment, knowledge, now)[0] ?? null;
}

/** What matters most, followed by what the path depends on if that is something else. */
export function matters(
  profile: Profile,
  assessment: Assessment,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Matter[] {
  // In a Match that is running or already won, the criteria for another one are not what counts.
  if (assessment.path === 'first_match' || assessment.path === 'matched') return [];
  const facts = factsOf(profile, knowledge, now);
  const judged = heaviestFirst(criteriaOf(assessment, knowledge, facts));
  const failed = judged.flatMap((one): Matter[] => {
    const change = one.holds === false ? changeFor(one.criterion, facts, knowledge) : null;
    return change ? [{ ...one, change }] : [];
  });
  const isFigures = ({ criterion }: Matter): boolean => criterion.group === 'figures';
  const changeable = [...failed.filter((one) => !isFigures(one)), ...failed.filter(isFigures)];
  const open = judged.find(({ holds, criterion }) => holds === null && criterion.group === 'reapply');
  const [first, second] = [...changeable, ...(open ? [{ ...open, change: null }] : [])];
  if (!first) return [];
  return first.criterion.group === 'convert' && second ? [first, second] : [first];
}

/** The first thing this person can do about a criterion, as far as we know. */
function changeFor(criterion: Criterion, facts: Facts, knowledge: Knowledge): Change | null {
  const { changes } = knowledge.assessment;
  const listed = criterion.changes.flatMap((id) => changes.filter((change) => change.id === id));
  return listed.find(({ feasible }) => !feasible || judge(feasible, facts) === true) ?? null;
}
