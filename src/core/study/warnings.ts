import { Temporal } from 'temporal-polyfill';
import { firstDay, lastDay, limitOf } from '#core/assessment/exams.ts';
import { sevenYearFacts } from '#core/assessment/seven-years.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type Retake, retakeOf, type Studying } from '#core/study/retake.ts';
import { type RetakePlan, retakePlan } from '#core/study/retake-plan.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Something to know before an exam is sat. Days in `days` are `YYYY-MM-DD`. */
export interface Warning {
  readonly key:
    | 'third'
    | 'third_plain'
    | 'last'
    | 'booked_past'
    | 'booked_early'
    | 'late_season'
    | 'late_seven'
    | 'seven_running'
    | 'seven_soon'
    | 'seven_missed'
    | 'seven_short'
    | 'seven_over'
    | 'seven_unsure';
  readonly values: Readonly<Record<string, string | number>>;
  readonly days: Readonly<Record<string, string>>;
}

/** Whether a warning need not be said each time: what it names is years away. */
export function isFar({ key }: Warning): boolean {
  return key === 'seven_running';
}

/** Every warning that holds for somebody, the most pressing first. */
export function warningsOf(
  person: Studying,
  knowledge: Knowledge,
  now: Temporal.Instant,
): readonly Warning[] {
  const retake = retakeOf(person, knowledge, now);
  const today = todayIn(now, zoneOf(person.settings));
  const plan = retakePlan(person, knowledge, now);
  return [
    ...bookingWarnings(retake, today),
    ...(plan ? lateWarnings(plan) : []),
    ...sevenYearWarnings(person, retake, plan, knowledge, today),
    ...attemptWarnings(retake, knowledge),
  ];
}

function attemptWarnings(retake: Retake, { exams: rules }: Knowledge): readonly Warning[] {
  if (retake.kind !== 'open') return [];
  const { exam, name, used, left } = retake;
  const { attempts, spacing } = limitOf(rules, exam);
  if (left === 1) return [warning('last', { exam: name, attempts })];
  if (left !== 2 || used === 0) return [];
  if (!spacing) return [warning('third_plain', { exam: name, attempts })];
  const { after_first, after_latest } = spacing;
  return [warning('third', { exam: name, attempts, after_first, after_latest })];
}

function bookingWarnings(retake: Retake, today: Temporal.PlainDate): readonly Warning[] {
  if (retake.kind !== 'open') return [];
  const { name, standing } = retake;
  const { nextOn, legalFrom } = standing;
  if (nextOn === null) return [];
  const [first, last] = [firstDay(nextOn), lastDay(nextOn)];
  if (isBefore(last, today)) return [warning('booked_past', { exam: name }, { day: last.toString() })];
  if (!legalFrom || !isBefore(last, legalFrom)) return [];
  return [warning('booked_early', { exam: name }, { day: first.toString(), legal: legalFrom.toString() })];
}

function lateWarnings({ day, latest, retake }: RetakePlan): readonly Warning[] {
  if (!latest || !isBefore(latest.day, day)) return [];
  const key = latest.why === 'season' ? 'late_season' : 'late_seven';
  return [warning(key, { exam: retake.name }, { day: day.toString(), latest: latest.day.toString() })];
}

function sevenYearWarnings(
  { profile }: Studying,
  retake: Retake,
  plan: RetakePlan | null,
  { exams: rules }: Knowledge,
  today: Temporal.PlainDate,
): readonly Warning[] {
  const { seven_years, seven_years_by, seven_years_first, seven_years_other } = sevenYearFacts(
    profile,
    rules,
    today,
  );
  if (retake.kind === 'exhausted') return [];
  if (seven_years === null || seven_years === 'ok' || seven_years_by === null) return [];
  const end = firstDay(seven_years_by);
  const years = rules.seven_years.years;
  const values = { first: seven_years_first ?? '', other: seven_years_other ?? '', years };
  const days = { day: end.toString() };
  const isMissed = retake.kind === 'open' && retake.earliest !== null && isBefore(end, retake.earliest);
  if (seven_years === 'over' || seven_years === 'unsure')
    return [warning(`seven_${seven_years}`, values, days)];
  if (isMissed) return [warning('seven_missed', values, days)];
  if (plan && isBefore(end, plan.day)) return [warning('seven_short', values, days)];
  return [warning(seven_years === 'soon' ? 'seven_soon' : 'seven_running', values, days)];
}

function warning(key: Warning['key'], values: Warning['values'], days: Warning['days'] = {}): Warning {
  return { key, values, days };
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}
