import { Temporal } from 'temporal-polyfill';
import { verdictFacts } from '#core/assessment/assess.ts';
import { judge } from '#core/assessment/judge.ts';
import type { NewId } from '#core/id.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Pacing } from '#core/knowledge/pacing.ts';
import type { Anchor, StepRule } from '#core/knowledge/plans.ts';
import type { Calendar } from '#core/knowledge/season.ts';
import { type Anchors, anchorsOf } from '#core/plan/anchors.ts';
import { type StudyTold, studyOf } from '#core/plan/study.ts';
import { soonest } from '#core/plan/tasks.ts';
import type { Assessment } from '#core/record/assessment.ts';
import { MOST_STEPS, type Plan, type Step } from '#core/record/plan.ts';
import type { Profile } from '#core/record/profile.ts';
import { officeDay } from '#core/season/office.ts';
import { afterQuietDays, isQuiet } from '#core/season/season.ts';
import { MORNING } from '#core/time/wall.ts';

/** What a plan is made from. `zone` is the person's IANA zone, which decides what day it is. */
export interface PlanInput {
  readonly profile: Profile;
  readonly assessment: Assessment;
  readonly knowledge: Knowledge;
  readonly now: Temporal.Instant;
  readonly zone: string;
  readonly newId: NewId;
  /** What they told us about the time they have for study. */
  readonly study?: StudyTold;
}

/** A step with its day. It may move later to make room, but not past `latest`. Null: there is no limit. */
interface Placed {
  readonly rule: StepRule;
  readonly day: Temporal.PlainDate;
  readonly latest: Temporal.PlainDate | null;
  readonly last: Temporal.PlainDate | null;
  readonly provisional: boolean;
}

/** Builds the plan for the person's path, from today on. A step whose window has passed is left out; none is in the past. */
export function buildPlan(input: PlanInput): Plan {
  const { profile, assessment, knowledge, now, zone, newId, study: told } = input;
  const facts = verdictFacts(profile, assessment, knowledge, now);
  const { path } = assessment;
  const ground = {
    profile,
    knowledge,
    path,
    isClosed: facts.season_closed === true,
    now,
    zone,
    ...(told && { study: told }),
  };
  const anchors = anchorsOf(ground);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const rules = rulesFor(input);
  const placed = rules.flatMap((rule) => place(rule, anchors, today, knowledge.pacing) ?? []);
  const spaced = spread(placed, today, knowledge.pacing);
  const decider = deciders(input, new Set(spaced.map(({ rule }) => rule.key)));
  const open = (step: Placed): Placed =>
    inOffice(outsideQuiet(step, knowledge.seasons, zone), knowledge, zone);
  const opened = spaced.map(open);
  const steps = opened
    .flatMap((step) => afterItsFirst(step, opened) ?? [])
    .map(open)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day))
    .map(
      ({ rule, day, last, provisional }): Step =>
        withDecider(decider.get(rule.key), {
          id: newId(),
          key: rule.key,
          on: day.toString(),
          provisional,
          state: 'open',
          time: MORNING,
          moved: false,
          ...(last ? { last: last.toString() } : {}),
          revision: 0,
        }),
    );
  const exam = anchors.get('exam');
  const isStudied = placed.some(({ rule }) => rule.key === 'study_plan');
  const study = exam && isStudied ? studyOf(exam.from, profile, knowledge, today, told) : null;
  return { madeAt: now.toString({ smallestUnit: 'millisecond' }), path: assessment.path, study, steps };
}

/** The steps that fit this person's path and facts, without those their life has no room for. */
function rulesFor({ profile, assessment, knowledge, now }: PlanInput): readonly StepRule[] {
  const facts = verdictFacts(profile, assessment, knowledge, now);
  const rules = knowledge.plans
    .filter(({ when }) => judge(when, facts) === true)
    .flatMap(({ steps }) => steps)
    .filter(({ when }) => !when || judge(when, facts) === true);
  const tooMuch = new Set(rules.filter((rule) => !fits(rule, profile.life)).map(({ key }) => key));
  return rules.filter(
    ({ key, instead_of }) => !tooMuch.has(key) && (instead_of === undefined || tooMuch.has(instead_of)),
  );
}

/** Maps each step that depends on something undecided to the key of the step that decides it. */
function deciders(input: PlanInput, laid: ReadonlySet<string>): ReadonlyMap<string, string> {
  const { profile, assessment, knowledge, now } = input;
  const facts = verdictFacts(profile, assessment, knowledge, now);
  return new Map(
    knowledge.plans.flatMap(({ decided_by, steps }) => {
      const decides = decided_by.find(({ step, when }) => laid.has(step) && judge(when, facts) === true);
      if (!decides) return [];
      const open = new Set(decided_by.map(({ step }) => step));
      return steps.filter(({ key }) => !open.has(key)).map(({ key }) => [key, decides.step] as const);
    }),
  );
}

function withDecider(hangsOn: string | undefined, step: Step): Step {
  return hangsOn === undefined ? step : { ...step, hangsOn };
}

/** We never ask for months that a person does not have, or for unpaid work that they cannot afford. */
function fits({ takes }: StepRule, { money, months }: Profile['life']): boolean {
  if (!takes) return true;
  return (
    !(takes.unpaid && (money === 'tight' || money === 'none')) && !(months !== null && takes.months > months)
  );
}

/** Gives a step its day. Null when its anchor does not apply to this person or its window has passed. */
function place(rule: StepRule, anchors: Anchors, today: Temporal.PlainDate, pacing: Pacing): Placed | null {
  const { anchor, days, share, until } = rule.at;
  const at = anchors.get(anchor);
  if (!at) return null;
  const length = at.from.until(at.to).days;
  const day = at.from.add({ days: Math.round(length * share) + days });
  const isPast = Temporal.PlainDate.compare(day, today) < 0;
  const last = rule.deadline ? (anchors.get(rule.deadline)?.last ?? null) : null;
  const isFree = until === undefined && FREE.has(anchor);
  const end = until === undefined ? (isFree && last) || day : at.from.add({ days: until });
  const latest = last ? earlier(end, last) : end;
  if (Temporal.PlainDate.compare(latest, today) < 0) return null;
  const isEndless = isFree && !last;
  const own = earlier(isPast ? today : day, latest);
  return {
    rule,
    day: own,
    latest: isEndless ? null : own.until(latest).days > pacing.movable_days ? latest : own,
    last,
    provisional: at.provisional,
  };
}

/** Anchors that are our own pacing rather than a calendar date or an exam. */
const FREE: ReadonlySet<Anchor> = new Set(['today', 'start', 'cleanup', 'currency']);

/**
 * Makes room in the first weeks: a few steps to begin with, then at most one every `gap_days`, unless a window closes
 * sooner. Steps fixed by the calendar keep their day and count towards the first few.
 */
function spread(placed: readonly Placed[], today: Temporal.PlainDate, pacing: Pacing): readonly Placed[] {
  const [first] = placed;
  // Within a day the plan's first step leads, followed by those with a deadline, nearest first.
  const urgency = (step: Placed): string => (step === first ? '' : (step.last?.toString() ?? 'none'));
  const sorted = placed.toSorted(
    (a, b) => Temporal.PlainDate.compare(a.day, b.day) || byText(urgency(a), urgency(b)),
  );
  const calmFrom = today.add({ days: pacing.first_steps * pacing.first_gap_days });
  const isSoon = ({ day }: Placed): boolean => Temporal.PlainDate.compare(day, calmFrom) < 0;
  const fixedSoon = sorted.filter((step) => isFixed(step) && isSoon(step)).length;
  const slots = Math.max(1, pacing.first_steps - fixedSoon);
  let index = 0;
  return sorted.map((step) => {
    if (isFixed(step)) return step;
    const late = calmFrom.add({ days: (index - slots) * pacing.gap_days });
    const room = index < slots ? today.add({ days: index * pacing.first_gap_days }) : late;
    index += 1;
    const limit = earlier(room, today.add({ days: pacing.gap_until }));
    const day = step.latest ? earlier(limit, step.latest) : limit;
    return Temporal.PlainDate.compare(step.day, day) < 0 ? { ...step, day } : step;
  });
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isFixed({ day, latest }: Placed): boolean {
  return latest?.equals(day) ?? false;
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b;
}

/** Moves contact with a program past the quiet time, so that no plan leads a person into a violation. */
function outsideQuiet(step: Placed, calendar: Calendar, zone: string): Placed {
  return step.rule.contact ? { ...step, day: afterQuietDays(step.day, calendar, zone) } : step;
}

/** Moves a message to somebody in an office to a day on which it is open, if its time allows. */
function inOffice(step: Placed, { etiquette, seasons }: Knowledge, zone: string): Placed {
  if (!step.rule.contact) return step;
  const day = Temporal.PlainDate.from(officeDay(step.day.toString(), etiquette));
  const isTooLate = [step.latest, step.last].some((end) => end && Temporal.PlainDate.compare(day, end) > 0);
  return isTooLate || isQuiet(seasons, day, zone) ? step : { ...step, day };
}

/** Keeps a follow-up its distance from the step it follows. Null when that step is not in the plan. */
function afterItsFirst(step: Placed, all: readonly Placed[]): Placed | null {
  const { after } = step.rule;
  if (!after) return step;
  const first = all.find(({ rule }) => rule.key === after.step);
  if (!first) return null;
  const earliest = first.day.add({ days: after.days });
  return Temporal.PlainDate.compare(step.day, earliest) < 0 ? { ...step, day: earliest } : step;
}

/**
 * Builds a new plan and keeps the steps that the person has settled, or has moved if they still apply. Other steps of the
 * old plan are marked as gone, so that a calendar can remove them.
 */
export function replan(old: Plan | null, input: PlanInput): Plan {
  const fresh = buildPlan(input);
  if (!old) return fresh;
  const applies = new Set(rulesFor(input).map(({ key }) => key));
  const before = new Map(old.steps.map((step) => [step.key, step]));
  const today = input.now.toZonedDateTimeISO(input.zone).toPlainDate().toString();
  const isKept = (step: Step): boolean =>
    isSettled(step) || (step.state === 'open' && step.moved && step.on >= today && applies.has(step.key));
  const merged = fresh.steps.map((step): Step => {
    const was = before.get(step.key);
    if (!was) return step;
    const kept = step.last ? { ...was, last: step.last } : was;
    return isKept(was) ? kept : { ...step, revision: was.revision + (isSame(was, step) ? 0 : 1) };
  });
  const inFresh = new Set(fresh.steps.map(({ key }) => key));
  const left = old.steps
    .filter(({ key }) => !inFresh.has(key))
    .map(
      (step): Step =>
        isKept(step) || step.state === 'gone'
          ? step
          : { ...step, state: 'gone', revision: step.revision + 1 },
    );
  const steps = [...merged, ...left].slice(0, MOST_STEPS).toSorted(soonest);
  return { ...fresh, steps };
}

function isSettled({ state }: Step): boolean {
  return state === 'done' || state === 'dropped';
}

function isSame(a: Step, b: Step): boolean {
  return a.on === b.on && a.time === b.time && a.state === b.state;
}
