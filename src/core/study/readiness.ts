import { Temporal } from 'temporal-polyfill';
import { nameOf } from '#core/assessment/exam-facts.ts';
import { lastDay, type PassMark, passMark, type Standing } from '#core/assessment/exams.ts';
import { standings } from '#core/assessment/facts.ts';
import { fill } from '#core/assessment/worded.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { PointKey } from '#core/knowledge/practice.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Exam } from '#core/record/profile.ts';
import type { Practice } from '#core/record/story.ts';
import { countingEntries } from '#core/study/log.ts';
import { onExamScale, ruleFor, scoresFor } from '#core/study/scores.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** One reason, or one thing that would settle it, with the sentence that says so. */
export interface Point {
  readonly key: PointKey;
  readonly says: string;
}

/** Whether the scores say that an exam can be sat. Never a chance of passing. */
export interface Readiness {
  readonly verdict: 'ready' | 'not_yet' | 'cannot_say';
  readonly because: readonly Point[];
  /** What would settle it. */
  readonly settles: readonly Point[];
  /** The mark in force on the day of the exam, and how high the rule asks the scores to be; null: there is none. */
  readonly mark: PassMark | null;
  readonly line: number | null;
}

type Studying = Pick<Applicant, 'practice' | 'profile' | 'study'> & {
  readonly settings: { readonly zone: string | null };
};

/**
 * Holds the practice scores for an exam against the rule of `practice.yaml`. A part of the rule that is broken makes it "not
 * yet", one that is only unknown makes it "cannot say".
 */
export function readinessOf(
  person: Studying,
  exam: Exam,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Readiness {
  const today = todayIn(now, zoneOf(person.settings));
  const standing = standings(person.profile, knowledge).find((one) => one.exam === exam) ?? null;
  const mark = passMark(knowledge.exams, exam, (examDay(person, exam, today) ?? today).toString());
  const rule = ruleFor(exam, (standing?.failed ?? 0) > 0, knowledge);
  const line = mark && mark.score + rule.above;
  const all = scoresFor(person, exam, today);
  const scored = onExamScale(all, knowledge.practice);
  const since = today.subtract({ weeks: rule.weeks }).toString();
  const recent = scored.filter(({ on }) => on >= since).slice(-rule.latest);
  const values = {
    ...rule,
    exam: nameOf(knowledge.exams, exam),
    mark: mark?.score,
    line,
    have: recent.length,
    scores: recent.map(({ form, score }) => `${form} ${score}`).join(', '),
  };
  const points = (keys: readonly PointKey[]): readonly Point[] =>
    keys.map((key) => ({ key, says: fill(knowledge.practice.readiness.says[key], values) ?? '' }));
  const { verdict, because, settles } = judged({ standing, mark, line, all, scored, recent, rule });
  return { verdict, because: points(because), settles: points(settles), mark, line };
}

interface Case {
  readonly standing: Standing | null;
  readonly mark: PassMark | null;
  readonly line: number | null;
  readonly all: readonly Practice[];
  /** Those on the exam's scale, and those of them that the rule looks at. */
  readonly scored: readonly Practice[];
  readonly recent: readonly Practice[];
  readonly rule: ReturnType<typeof ruleFor>;
}

interface Judged {
  readonly verdict: Readiness['verdict'];
  readonly because: readonly PointKey[];
  readonly settles: readonly PointKey[];
}

function judged({ standing, mark, line, all, scored, recent, rule }: Case): Judged {
  const cannot = (because: readonly PointKey[], settles: readonly PointKey[] = []): Judged => ({
    verdict: 'cannot_say',
    because,
    settles,
  });
  if (standing?.state === 'passed') return cannot(['passed']);
  if (standing?.exhausted) return cannot(['exhausted']);
  if (!mark || line === null) return cannot(['no_mark'], ['settle_report']);
  const about: readonly PointKey[] = [
    ...((standing?.failed ?? 0) > 0 ? (['failed_before'] as const) : []),
    ...(mark.confirmed ? [] : (['mark_provisional'] as const)),
  ];
  if (all.length === 0) return cannot(['none', ...about], ['settle_score', 'settle_as_exam']);
  if (scored.length === 0) return cannot(['percent_only', ...about], ['settle_score']);
  if (recent.some(({ score }) => score < line))
    return { verdict: 'not_yet', because: ['below', ...about], settles: ['settle_above'] };
  const isShort = recent.length < rule.latest;
  const isOld = isShort && scored.length > recent.length;
  const isLoose = !isShort && recent.filter(({ asExam }) => asExam === true).length < rule.as_exam;
  if (!isShort && !isLoose)
    return { verdict: 'ready', because: ['above', ...about], settles: ['settle_keep'] };
  return cannot(
    [
      ...(isShort ? (['few'] as const) : []),
      ...(isOld ? (['old'] as const) : []),
      ...(isLoose ? (['above', 'not_as_exam'] as const) : []),
      ...about,
    ],
    [...(isShort ? [isOld ? ('settle_fresh' as const) : ('settle_score' as const)] : []), 'settle_as_exam'],
  );
}

/**
 * The day on which an exam is sat: as agreed on, as booked (of a month, its last day), or as aimed at. Null if none is still to
 * come.
 */
export function examDay(
  { profile, study }: Pick<Studying, 'profile' | 'study'>,
  exam: Exam,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const agreed = countingEntries(study).flatMap(({ what }) =>
    what.kind === 'agreement' && what.agreement.exam === exam ? [what.agreement.sits] : [],
  );
  const booked = profile.exams.flatMap(({ exam: one, outcome, on }) =>
    one === exam && outcome === 'scheduled' && on !== null ? [lastDay(on).toString()] : [],
  );
  const aim = study.aim?.exam === exam ? study.aim.day : undefined;
  const ahead = [agreed.at(-1), booked.toSorted()[0], aim].filter(
    (on) => on !== undefined && on >= today.toString(),
  );
  return ahead[0] === undefined ? null : Temporal.PlainDate.from(ahead[0]);
}
