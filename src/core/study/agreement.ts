import { Temporal } from 'temporal-polyfill';
import { passMark } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import type { Agreement } from '#core/record/study.ts';
import { countingEntries } from '#core/study/log.ts';
import { onExamScale, ruleFor, scoresFor } from '#core/study/scores.ts';

type Studying = Pick<Applicant, 'practice' | 'profile' | 'study'>;

/** An agreement in the log. */
export interface Agreed {
  readonly entry: string;
  /** When it was made. */
  readonly at: string;
  readonly agreement: Agreement;
}

/** The agreements in force: the latest of each exam that is still to come. */
export function agreementsOf(
  { study }: Pick<Applicant, 'study'>,
  today: Temporal.PlainDate,
): readonly Agreed[] {
  const latest = new Map<Exam, Agreed>();
  for (const { id, at, what } of countingEntries(study))
    if (what.kind === 'agreement')
      latest.set(what.agreement.exam, { entry: id, at, agreement: what.agreement });
  return [...latest.values()].filter(({ agreement }) => agreement.sits >= today.toString());
}

/** How the rule stands with the scores that there are. */
export interface Applied {
  /** `few`: none of those that count is below the line, but there are not enough of them. */
  readonly state: 'met' | 'not_met' | 'few';
  /** What it says if this is its day: too few do not meet it. */
  readonly says: 'sit' | 'move';
  readonly counted: readonly Practice[];
  readonly missing: number;
}

/** Applies the rule to the scores until a day, or until its own day if that comes first. */
export function applied(
  { exam, decides, latest, line, weeks }: Agreement,
  person: Studying,
  knowledge: Knowledge,
  until: Temporal.PlainDate,
): Applied {
  const day = Temporal.PlainDate.from(decides);
  const end = Temporal.PlainDate.compare(day, until) < 0 ? day : until;
  const since = weeks === null ? '' : day.subtract({ weeks }).toString();
  const counted = onExamScale(scoresFor(person, exam, end), knowledge.practice)
    .filter(({ on }) => on >= since)
    .slice(-latest);
  const missing = latest - counted.length;
  const isBelow = counted.some(({ score }) => score < line);
  const state = isBelow ? 'not_met' : missing > 0 ? 'few' : 'met';
  return { state, says: state === 'met' ? 'sit' : 'move', counted, missing };
}

/** Why there can be no agreement, or none like this. */
export type NoDeal = 'no_mark' | 'too_close' | 'fixed' | 'decides_when' | 'line_low';

/** The agreement that is proposed for an exam on a day: the rule for "ready", with a day to decide before it. */
export function proposed(
  person: Studying,
  exam: Exam,
  sits: Temporal.PlainDate,
  knowledge: Knowledge,
): Agreement | null {
  const mark = passMark(knowledge.exams, exam, sits.toString());
  if (!mark) return null;
  const failed = standings(person.profile, knowledge).find((one) => one.exam === exam)?.failed ?? 0;
  const { latest, above, weeks } = ruleFor(exam, failed > 0, knowledge);
  const decides = sits.subtract({ days: knowledge.practice.agreement.decides_before });
  return {
    exam,
    sits: sits.toString(),
    decides: decides.toString(),
    latest,
    line: mark.score + above,
    weeks,
  };
}

/** Whether a rule may be agreed on today: only while calm, and the one in force is not changed close to its day. */
export function whyNoDeal(
  { exam, sits, decides, line }: Agreement,
  person: Studying,
  knowledge: Knowledge,
  today: Temporal.PlainDate,
): NoDeal | null {
  const { calm_days } = knowledge.practice.agreement;
  const mark = passMark(knowledge.exams, exam, sits);
  if (!mark) return 'no_mark';
  if (isFixed(person, exam, knowledge, today)) return 'fixed';
  if (daysTo(sits, today) <= calm_days) return 'too_close';
  if (decides <= today.toString() || decides >= sits) return 'decides_when';
  return line < mark.score ? 'line_low' : null;
}

/** Whether the rule in force for an exam is too close to its day, or past it, to be changed or ended. */
export function isFixed(
  person: Pick<Applicant, 'study'>,
  exam: Exam,
  { practice }: Knowledge,
  today: Temporal.PlainDate,
): boolean {
  const held = agreementsOf(person, today).find(({ agreement }) => agreement.exam === exam);
  return held !== undefined && daysTo(held.agreement.decides, today) <= practice.agreement.fixed_before;
}

export function daysTo(on: string, today: Temporal.PlainDate): number {
  return today.until(on).days;
}
