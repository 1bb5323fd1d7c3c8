import type { Temporal } from 'temporal-polyfill';
import { familyOf, lastDay } from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { PracticeRules, PracticeSource, Scale } from '#core/knowledge/practice.ts';
import { fold } from '#core/language/fold.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';

/** Above this, the score of a source we do not know is on the exam's scale; up to it, a percentage. */
const PERCENT = 100;

/** A form as names are compared: small letters, one space between letters and figures. */
export function plainForm(form: string): string {
  return fold(form)
    .replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/g, ' ')
    .replace(/[^\p{L}\p{N}%-]+/gu, ' ')
    .trim();
}

/** Which source a form comes from, by the names that people type; the longest name wins. */
export function sourceOf(
  { exam, form }: Pick<Practice, 'exam' | 'form'>,
  rules: PracticeRules,
): PracticeSource | null {
  const said = ` ${plainForm(form)} `;
  const found = rules.sources
    .filter(({ exams }) => exams.includes(exam))
    .flatMap((source) =>
      source.words.filter((name) => said.includes(` ${name} `)).map((name) => ({ source, name })),
    )
    .toSorted((a, b) => b.name.length - a.name.length);
  return found[0]?.source ?? null;
}

/** The scale of a score: that of its source, or else what its size says. */
export function scaleOf(practice: Practice, rules: PracticeRules): Scale {
  const source = sourceOf(practice, rules);
  if (source && practice.score >= source.least && practice.score <= source.most) return source.scale;
  return practice.score > PERCENT ? 'score' : 'percent';
}

/** Whether a score is a percentage. */
export function isPercent(practice: Practice, rules: PracticeRules): boolean {
  const scale = scaleOf(practice, rules);
  return scale === 'percent' || scale === 'equated';
}

/** "221", or "74%". */
export function scoreWords(practice: Practice, { practice: rules }: Pick<Knowledge, 'practice'>): string {
  return isPercent(practice, rules) ? `${practice.score}%` : String(practice.score);
}

/** Scores with the same key may stand in one trend: those on the exam's scale, or those of one source. */
export function trendKey(practice: Practice, rules: PracticeRules): string {
  const scale = scaleOf(practice, rules);
  return scale === 'score' ? scale : `${scale}:${sourceOf(practice, rules)?.id ?? plainForm(practice.form)}`;
}

/**
 * The practice scores that count for the next sitting of an exam: those after the last one, until a day. The oldest first; of
 * two on one day, the one that was logged first.
 */
export function scoresFor(
  { practice, profile }: Pick<Applicant, 'practice' | 'profile'>,
  exam: Exam,
  until: Temporal.PlainDate,
): readonly Practice[] {
  const sat = profile.exams
    .filter((one) => one.exam === exam && one.outcome !== 'scheduled' && one.on !== null)
    .map(({ on }) => lastDay(on ?? '').toString())
    .toSorted()
    .at(-1);
  return practice
    .filter((one) => one.exam === exam && one.on <= until.toString() && (sat === undefined || one.on > sat))
    .toSorted((a, b) => a.on.localeCompare(b.on));
}

/** Those on the exam's own scale, which alone can be held against its mark. */
export function onExamScale(all: readonly Practice[], rules: PracticeRules): readonly Practice[] {
  return all.filter((one) => scaleOf(one, rules) === 'score');
}

/** The rule for a "ready" in points: how far above the mark, and how many in a row. */
export function ruleFor(exam: Exam, failedBefore: boolean, { practice, exams }: Knowledge) {
  const { rule, after_failure } = practice.readiness;
  const { above, ...rest } = failedBefore ? after_failure : rule;
  return { ...rest, above: above[familyOf(exams, exam)] };
}
