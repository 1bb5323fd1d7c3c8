import type { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Pacing, StudyPhase } from '#core/knowledge/pacing.ts';
import { fitOf, fitsWhole, type Span } from '#core/plan/study-weeks.ts';
import type { Study } from '#core/record/study.ts';
import type { Studying } from '#core/study/retake.ts';
import { doneBy, type RetakePlan, retakePlan } from '#core/study/retake-plan.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** What gave way when life took hours from a plan. */
export type Gave =
  | { readonly kind: 'hours'; readonly from: number; readonly to: number }
  | { readonly kind: 'day'; readonly from: string; readonly to: string }
  | { readonly kind: 'phase'; readonly phase: StudyPhase; readonly hours: number }
  /** Even then there are too few hours before the day. */
  | { readonly kind: 'short'; readonly hours: number };

/** A plan that was made again. */
export interface Changed<P> {
  readonly person: P;
  /** Empty: everything fits as it was. */
  readonly gave: readonly Gave[];
  /** A later day that would hold everything, for an exam that is booked; null: none, or it is not needed. */
  readonly later: string | null;
}

/** What somebody tells us about the time they have. */
export type Life = Partial<Pick<Study, 'hours' | 'away'>>;

/**
 * Makes the plan again with the hours and days that there are now. The hours in a week grow first, up to what the person has;
 * then a day that is not booked moves, up to the last day that is of use; then phases shrink.
 */
export function replanned<P extends Studying>(
  before: P,
  told: Life,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Changed<P> {
  const old = retakePlan(before, knowledge, now);
  const after = { ...before, study: { ...before.study, ...told } };
  if (!old || !(old.agreed || old.booked)) return { person: after, ...proposed(old, after, knowledge, now) };
  const today = todayIn(now, zoneOf(before.settings));
  const done = doneBy(after, old, today, knowledge);
  const from = { exam: old.retake.exam, day: old.day.toString(), from: today.toString(), done };
  const begun = before.study.aim ? { ...after, study: { ...after.study, aim: from } } : after;
  const same = retakePlan(begun, knowledge, now);
  if (!same) return { person: after, gave: [], later: null };
  const rules = knowledge.pacing.study;
  if (fitsWhole(same.span, rules)) return { person: begun, gave: gaveWay(old, same), later: null };
  const whole = firstThat(same, (span) => fitsWhole(span, rules));
  if (old.booked) return { person: begun, gave: gaveWay(old, same), later: whole?.toString() ?? null };
  const day =
    whole ?? (same.study.isEnough ? same.day : firstThat(same, isEnoughBy(knowledge))) ?? same.bound;
  const moved = { ...begun, study: { ...begun.study, aim: { ...from, day: day.toString() } } };
  const plan = retakePlan(moved, knowledge, now);
  return { person: moved, gave: plan ? gaveWay(old, plan) : [], later: null };
}

/** The plan agreed on for a day: its weeks begin today. */
export function agreedOn<P extends Studying>(
  person: P,
  day: Temporal.PlainDate,
  knowledge: Knowledge,
  now: Temporal.Instant,
): P {
  const plan = retakePlan(person, knowledge, now);
  if (!plan) return person;
  const today = todayIn(now, zoneOf(person.settings));
  const done = doneBy(person, plan, today, knowledge);
  const aim = { exam: plan.retake.exam, day: day.toString(), from: today.toString(), done };
  return { ...person, study: { ...person.study, aim } };
}

/** Nobody agreed on a day yet, so the day that we would choose moves. */
function proposed(
  old: RetakePlan | null,
  after: Studying,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Pick<Changed<Studying>, 'gave' | 'later'> {
  const plan = old && retakePlan(after, knowledge, now);
  return { gave: plan ? gaveWay(old, plan) : [], later: null };
}

/** Compares two plans for the same exam. */
function gaveWay(old: RetakePlan, plan: RetakePlan): readonly Gave[] {
  const gave: Gave[] = [];
  if (plan.study.hours > old.study.hours)
    gave.push({ kind: 'hours', from: old.study.hours, to: plan.study.hours });
  if (!plan.day.equals(old.day))
    gave.push({ kind: 'day', from: old.day.toString(), to: plan.day.toString() });
  for (const { phase, lost } of plan.study.phases) {
    const before = old.study.phases.find((one) => one.phase === phase)?.lost ?? 0;
    const hours = Math.round(lost - before);
    if (hours > 0) gave.push({ kind: 'phase', phase, hours });
  }
  if (!plan.study.isEnough) {
    const hours = plan.study.phases.reduce((sum, { lost }) => sum + lost, 0);
    gave.push({ kind: 'short', hours: Math.round(hours) });
  }
  return gave;
}

function isEnoughBy({ pacing }: Knowledge): (span: Span) => boolean {
  return (span) => fitOf(span, pacing.study).isEnough;
}

/** The first day after that of a span, up to `bound`, before which everything fits; null: there is none. */
export function wholeFrom(
  span: Span,
  bound: Temporal.PlainDate,
  rules: Pacing['study'],
): Temporal.PlainDate | null {
  return firstThat({ span, bound }, (one) => fitsWhole(one, rules));
}

/** The first day after the plan's own, up to its bound, on which it holds. */
function firstThat(
  { span, bound }: Pick<RetakePlan, 'span' | 'bound'>,
  holds: (span: Span) => boolean,
): Temporal.PlainDate | null {
  const holdsAfter = (days: number): boolean => holds({ ...span, day: span.day.add({ days }) });
  let [short, enough] = [0, span.day.until(bound).days];
  if (enough < 1 || !holdsAfter(enough)) return null;
  // A later day never has less room before it.
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (holdsAfter(middle)) enough = middle;
    else short = middle;
  }
  return span.day.add({ days: enough });
}
