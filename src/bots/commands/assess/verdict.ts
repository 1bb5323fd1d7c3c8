import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { picturePart } from '#bots/commands/assess/picture.ts';
import {
  assess,
  criteriaOf,
  eligibilityRulesOf,
  heaviestFirst,
  type Judged,
  matters,
  obstacleOf,
  verdictFacts,
} from '#core/assessment/assess.ts';
import type { Facts } from '#core/assessment/judge.ts';
import { isStill, progress } from '#core/assessment/progress.ts';
import { button } from '#core/button.ts';
import { type Applicant, LIMITS } from '#core/record/applicant.ts';
import type { Assessment } from '#core/record/assessment.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Button, Part, Reply } from '#core/reply.ts';

const DAY_MS = 86_400_000;

/** The person and their latest verdict. @throws {Refused} if there is none yet */
export function assessed({ person }: Context): {
  readonly person: Applicant;
  readonly assessment: Assessment;
} {
  const assessment = person?.assessments.at(-1);
  if (!person || !assessment) throw new Refused('assess.none');
  return { person, assessment };
}

/** What we know about the person now, including their latest verdict. @throws {Refused} if there is none yet */
export function factsNow(context: Context): Facts {
  const { person, assessment } = assessed(context);
  return verdictFacts(person.profile, assessment, context.knowledge, context.now);
}

/**
 * Changes the profile, stores it with its verdict, and says the verdict.
 * @param change returns the new profile from the one in the record now; anything it throws is passed on
 */
export async function giveVerdict(context: Context, change: (profile: Profile) => Profile): Promise<Reply> {
  const { knowledge, now } = context;
  await context.update((old) => {
    const profile = change(old.profile);
    const assessment = assess(profile, knowledge, now);
    const kept = isNews(old, profile, assessment) ? [...old.assessments, assessment] : old.assessments;
    return { ...old, profile, assessments: kept.slice(-LIMITS.assessments) };
  });
  return verdict(context);
}

/** The same verdict on the same answers within a day is not a new one: there would be nothing to compare. */
function isNews({ profile, assessments }: Applicant, now: Profile, assessment: Assessment): boolean {
  const last = assessments.at(-1);
  if (!last || Date.parse(assessment.at) - Date.parse(last.at) > DAY_MS) return true;
  return JSON.stringify(profile) !== JSON.stringify(now) || !isStill(progress(last, assessment));
}

/** The path, why in three lines, the one thing that matters most, the scorecard, the next step. */
export async function verdict(context: Context): Promise<Reply> {
  const { say, knowledge } = context;
  const { person, assessment } = assessed(context);
  const facts = factsNow(context);
  const judged = criteriaOf(assessment, knowledge, facts);
  const why = reasons(assessment, judged).map(({ criterion, holds }) =>
    say.line(`assess.reason.${mark(holds)}`, { what: holds === false ? criterion.missing : criterion.label }),
  );
  const key = tone(assessment, judged, knowledge.assessment.rules.borderline);
  const parts: Part[] = [
    ...(isInSoap(context, assessment) ? [say.text('assess.in_soap')] : []),
    ...(isStillRunning(context, person, assessment) ? [say.text('assess.still_running')] : []),
    say.text(`assess.path.${key}`),
    ...(isSettled(assessment)
      ? whatDecides(context, assessment)
      : [{ kind: 'list', title: say.line('assess.why'), ordered: false, items: why } as const]),
    ...whatMatters(context, person, assessment),
    ...moved(context, person),
    ...(await picturePart(context, judged, key, assessment.borderline)),
  ];
  return [...parts, { kind: 'buttons', buttons: verdictButtons(context, assessment) }];
}

/** For a Match that is running, or a position, the criteria for another application are not what counts. */
function isSettled({ path }: Assessment): boolean {
  return path === 'first_match' || path === 'matched';
}

/** The season of someone who has been unmatched before is still running, and none of it is given up. */
function isStillRunning(
  { knowledge, now }: Context,
  { profile }: Applicant,
  assessment: Assessment,
): boolean {
  if (isSettled(assessment) || assessment.mode !== 'applying') return false;
  return verdictFacts(profile, assessment, knowledge, now).season_closed !== true;
}

/** What is still open about the current Match or the position: each rule that waits or has to be found out. */
function whatDecides(context: Context, assessment: Assessment): readonly Part[] {
  const { say, knowledge } = context;
  const open = eligibilityRulesOf(assessment, knowledge, factsNow(context)).filter(
    ({ effect }) => effect !== 'fine',
  );
  if (open.length === 0) return [];
  const items = open.map(({ label }) => say.line('assess.decides.line', { what: label }));
  return [{ kind: 'list', title: say.line('assess.decides.title'), ordered: false, items }];
}

function whatMatters(context: Context, person: Applicant, assessment: Assessment): readonly Part[] {
  const { say, knowledge, now } = context;
  const facts = factsNow(context);
  const obstacle = obstacleOf(assessment, knowledge, facts);
  const [first, then] = matters(person.profile, assessment, knowledge, now);
  const isWaiting = obstacle?.effect === 'waits';
  const blocked = obstacle
    ? [say.text(isWaiting ? 'assess.waiting' : 'assess.blocked', { what: obstacle.label })]
    : [];
  if (obstacle?.todo) return [...blocked, say.text('assess.most', { what: obstacle.todo })];
  if (first?.change) {
    const next = then?.change ? [say.text('assess.then', { what: then.change.what })] : [];
    return [...blocked, say.text('assess.most', { what: first.change.what }), ...next];
  }
  if (first?.holds === null)
    return [...blocked, say.text('assess.most_unknown', { what: first.criterion.label })];
  const open = isSettled(assessment)
    ? eligibilityRulesOf(assessment, knowledge, facts).find(
        ({ effect, todo }) => effect !== 'fine' && todo !== null,
      )
    : undefined;
  if (open?.todo) return [...blocked, say.text('assess.most', { what: open.todo })];
  return assessment.borderline ? [...blocked, say.text('assess.most_fixed')] : blocked;
}

/** One line if something changed since the last time; the details are behind a button. */
function moved({ say }: Context, { assessments }: Applicant): readonly Part[] {
  const [before, after] = assessments.slice(-2);
  if (!before || !after) return [];
  const change = progress(before, after);
  if (change.path?.better === null) return [];
  if (change.path) return [say.text(change.path.better ? 'assess.moved.better' : 'assess.moved.worse')];
  const won = change.criteria.filter(({ to }) => to === 'held').length;
  const lost = change.criteria.filter(({ from }) => from === 'held').length;
  return won + lost === 0 ? [] : [say.text('assess.moved.criteria', { won, lost })];
}

function verdictButtons(context: Context, assessment: Assessment): readonly Button[] {
  const { say } = context;
  const { path } = assessment;
  const way = (verb: string, id: string, key: string): Button =>
    button(say, verb, id, `assess.button.${key}`);
  const next: readonly Button[] =
    path === 'pivot_career'
      ? [{ ...way('stopline', 'now', 'stop'), style: 'main' }, way('plan', 'now', 'plan')]
      : [{ ...way('plan', 'now', 'plan'), style: 'main' }];
  // During SOAP the current hour matters more than any plan for a year.
  const [first, ...others] = isInSoap(context, assessment)
    ? [way('soap', 'now', 'soap'), ...next.map(plainly)]
    : next;
  return [
    ...(first ? [{ ...first, style: 'main' } as const] : []),
    ...others,
    ...(isSettled(assessment)
      ? [way('detail', 'eligible.0', 'eligible')]
      : [way('detail', 'change.0', 'change'), way('detail', 'reasons.0', 'reasons')]),
    way('details', 'now', 'more'),
    way('profile', 'now', 'edit'),
  ];
}

/** Anyone who may not take part in SOAP has nothing to do in it, except to keep quiet. */
function isInSoap(context: Context, assessment: Assessment): boolean {
  const { knowledge } = context;
  return assessment.mode === 'in_soap' && obstacleOf(assessment, knowledge, factsNow(context)) === null;
}

function plainly({ verb, id, label }: Button): Button {
  return { verb, id, label };
}

/**
 * Which words a path is said in. Having no attempt left, or too little information, changes what the same path means.
 */
function tone(
  { path, borderline, eligibility }: Assessment,
  judged: readonly Judged[],
  enough: number,
): string {
  if (path === 'matched') return matchedTone(eligibility);
  if (eligibility.includes('attempts_exhausted')) return 'exhausted';
  if (path !== 'delay' || !borderline) return borderline ? `${path}_borderline` : path;
  const held = judged.filter(({ criterion, holds }) => criterion.group === 'reapply' && holds === true);
  return held.length >= enough ? 'delay_target' : 'unsure';
}

function matchedTone(eligibility: readonly string[]): string {
  if (eligibility.includes('matched_advanced')) return 'matched_advanced';
  const isInDoubt = ['matched_cannot_start', 'matched_exam_open'].some((id) => eligibility.includes(id));
  return isInDoubt ? 'matched_doubt' : 'matched';
}

/** Three lines: what counts against it first and, for good news, also what supports it. */
function reasons({ path }: Assessment, judged: readonly Judged[]): readonly Judged[] {
  const held = judged.filter(({ criterion, holds }) => holds === true && criterion.group === 'reapply');
  const failed = heaviestFirst(judged).filter(({ holds }) => holds === false);
  const unknown = judged.filter(({ criterion, holds }) => holds === null && criterion.group === 'reapply');
  const isGood = path === 'reapply_now' || path === 'pivot_specialty';
  const order = isGood
    ? [...failed.slice(0, 1), ...held, ...failed.slice(1), ...unknown]
    : [...failed, ...unknown, ...held];
  return order.slice(0, 3);
}

export function mark(holds: boolean | null): 'held' | 'failed' | 'unknown' {
  return holds === null ? 'unknown' : holds ? 'held' : 'failed';
}
