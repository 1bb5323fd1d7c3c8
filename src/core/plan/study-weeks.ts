import type { Temporal } from 'temporal-polyfill';
import type { Pacing, StudyPhase } from '#core/knowledge/pacing.ts';
import type { Study } from '#core/record/study.ts';

/** Days in a row, none of them in two weeks from Monday to Sunday, with what they are for. */
export interface StudyWeek {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly until: string;
  /** `away`: life leaves no room. `rest`: nothing new in the days before the exam. Both have no hours. */
  readonly phase: StudyPhase | 'away' | 'rest';
  readonly hours: number;
}

/** What there is to study, and between which days. */
export interface Span {
  /** The first day of studying. */
  readonly from: Temporal.PlainDate;
  /** The day of the exam. */
  readonly day: Temporal.PlainDate;
  /** Hours of the whole plan that are behind the person already. */
  readonly done: number;
  /** The most hours in a week. */
  readonly most: number;
  readonly away: Study['away'];
}

export interface PlannedPhase {
  readonly phase: StudyPhase;
  readonly hours: number;
  /** Hours that it lost because there are too few. */
  readonly lost: number;
}

export interface StudyWeeks {
  /** They cover every day from the first one until the eve of the exam. */
  readonly weeks: readonly StudyWeek[];
  readonly phases: readonly PlannedPhase[];
  /** In a full week, rounded up. */
  readonly hours: number;
  /** Every phase has at least what it cannot do without. */
  readonly isEnough: boolean;
}

type Rules = Pacing['study'];
type Kind = 'study' | 'away' | 'rest';

/** Counts the weeks of study back from the exam: the hours that are left, spread evenly over the days that are free. */
export function studyWeeks(span: Span, rules: Rules): StudyWeeks {
  const days = daysOf(span, rules);
  const free = days.filter((kind) => kind === 'study').length;
  const { phases, isEnough } = fitOf(span, rules);
  const total = phases.reduce((sum, { hours }) => sum + hours, 0);
  const aDay = free === 0 ? 0 : total / free;
  let behind = 0;
  const weeks = chunksOf(days, span.from).map(({ kind, from, until, length }): StudyWeek => {
    if (kind !== 'study') return { from, until, phase: kind, hours: 0 };
    const before = behind;
    behind += aDay * length;
    const phase = phaseAt(phases, (before + behind) / 2);
    // Rounding the running total keeps the sum of the weeks equal to the whole.
    return { from, until, phase, hours: rounded(behind) - rounded(before) };
  });
  return { weeks, phases, hours: Math.ceil(aDay * 7 - 1e-9), isEnough };
}

/** How much of each phase fits before the exam. */
export function fitOf(span: Span, rules: Rules): Pick<StudyWeeks, 'phases' | 'isEnough'> {
  const free = daysOf(span, rules).filter((kind) => kind === 'study').length;
  return fitted(leftOf(span.done, rules), (free * span.most) / 7);
}

/** Whether all that is left fits before the exam without taking anything from a phase. */
export function fitsWhole(span: Span, rules: Rules): boolean {
  return fitOf(span, rules).phases.every(({ lost }) => lost === 0);
}

/** The hours planned on the days before `until`, without those that turned out to be `lost` to life. */
export function hoursBefore(
  span: Span,
  until: Temporal.PlainDate,
  lost: Study['away'],
  rules: Rules,
): number {
  const days = daysOf(span, rules);
  const free = days.filter((kind) => kind === 'study').length;
  const end = span.from.until(until).days;
  const isLost = awayFrom(lost, span.from);
  const past = days.filter((kind, index) => kind === 'study' && index < end && !isLost(index)).length;
  const total = studyWeeks(span, rules).phases.reduce((sum, { hours }) => sum + hours, 0);
  return free === 0 ? 0 : (total * past) / free;
}

/** The days from the first one until the eve of the exam. */
function daysOf({ from, day, away }: Span, { rest_days }: Rules): readonly Kind[] {
  const count = Math.max(0, from.until(day).days);
  const isOff = awayFrom(away, from);
  return Array.from({ length: count }, (_, index): Kind => {
    if (isOff(index)) return 'away';
    return index >= count - rest_days ? 'rest' : 'study';
  });
}

/** Whether life leaves no room on the day that comes so many days after `first`. Counting is cheaper than dates. */
export function awayFrom(away: Study['away'], first: Temporal.PlainDate): (days: number) => boolean {
  const stretches = away.map(({ from, until }) => [first.until(from).days, first.until(until).days] as const);
  return (days) => stretches.some(([from, until]) => from <= days && days <= until);
}

interface Chunk {
  readonly kind: Kind;
  readonly from: string;
  readonly until: string;
  readonly length: number;
}

/** Days of one kind in a row, cut at every Monday. */
function chunksOf(days: readonly Kind[], first: Temporal.PlainDate): readonly Chunk[] {
  const begins = days.flatMap((kind, index) =>
    kind !== days[index - 1] || (first.dayOfWeek + index) % 7 === 1 ? [{ kind, index }] : [],
  );
  return begins.map(({ kind, index }, at) => {
    const length = (begins[at + 1]?.index ?? days.length) - index;
    const from = first.add({ days: index });
    return { kind, from: from.toString(), until: from.add({ days: length - 1 }).toString(), length };
  });
}

interface Left {
  readonly phase: StudyPhase;
  readonly hours: number;
  readonly least: number;
}

/** What is left of each phase: what was done already was done in their order. */
function leftOf(done: number, { hours, phases }: Rules): readonly Left[] {
  let behind = done;
  return phases.map(({ id, share, least }) => {
    const whole = hours * share;
    const over = Math.min(whole, behind);
    behind -= over;
    return { phase: id, hours: whole - over, least };
  });
}

/** Makes the phases fit: first each gives what it can spare, one after the other, then all shrink alike. */
function fitted(
  left: readonly Left[],
  room: number,
): { readonly phases: readonly PlannedPhase[]; readonly isEnough: boolean } {
  let short = Math.max(0, left.reduce((sum, { hours }) => sum + hours, 0) - room);
  const spared = left.map(({ phase, hours, least }) => {
    const lost = Math.min(short, hours * (1 - least));
    short -= lost;
    return { phase, hours: hours - lost, lost };
  });
  if (short < 1e-9) return { phases: spared, isEnough: true };
  const kept = spared.reduce((sum, { hours }) => sum + hours, 0);
  const part = kept === 0 ? 0 : (kept - short) / kept;
  const phases = spared.map(({ phase, hours, lost }) => ({
    phase,
    hours: hours * part,
    lost: lost + hours * (1 - part),
  }));
  return { phases, isEnough: false };
}

/** The phase in which an hour of the plan lies. */
function phaseAt(phases: readonly PlannedPhase[], hour: number): StudyPhase {
  let end = 0;
  for (const { phase, hours } of phases) {
    end += hours;
    if (hour < end) return phase;
  }
  return phases.findLast(({ hours }) => hours > 0)?.phase ?? phases.at(-1)?.phase ?? 'assessments';
}

function rounded(hours: number): number {
  return Math.round(hours + 1e-9);
}
