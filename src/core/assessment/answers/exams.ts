import {
  type AssessAnswers,
  compact,
  type EXAM_ANSWERS,
  type Known,
  told,
} from '#core/assessment/answers/schema.ts';
import type { Attempt, Exam, Profile } from '#core/record/profile.ts';

type ExamAnswer = (typeof EXAM_ANSWERS)[number];

/** Osteopathic graduates answer for the COMLEX level that matches the Step. */
function examNames(isOsteopathic: boolean): readonly [Exam, Exam] {
  return isOsteopathic ? ['level1', 'level2ce'] : ['step1', 'step2ck'];
}

/** What a record holds about the two big exams, as answers. */
export function readExams({ type, exams }: Profile, wasAsked: (id: string) => boolean): Known {
  const [first, second] = examNames(type === 'us_do');
  const [step1, step2] = [first, second].map((exam) => stateOf(exams.filter((one) => one.exam === exam)));
  const fails = (exam: Exam): number | undefined =>
    exams.filter((one) => one.exam === exam && one.outcome === 'fail').length || undefined;
  const latest = exams.findLast(
    ({ exam, outcome }) => exam === second && (outcome === 'pass' || outcome === 'fail'),
  );
  const next = exams.find(({ outcome, on }) => outcome === 'scheduled' && on !== null);
  const step2_score = told(latest?.score ?? null, wasAsked('step2_score'));
  // "All passed" answers several questions at once without details, so they are asked if that answer changes.
  if (step1 === 'passed' && step2 === 'passed') return compact({ exams: 'clean', step2_score });
  return compact({
    exams: step1 || step2 ? 'other' : undefined,
    step1,
    fails1: fails(first),
    step2,
    fails2: fails(second),
    step2_month: told(latest?.on ?? null, wasAsked('step2_month')),
    step2_score,
    booked: told(next?.on ?? null, wasAsked('booked')),
  });
}

function stateOf(attempts: readonly Attempt[]): ExamAnswer | undefined {
  const has = (outcome: Attempt['outcome']): boolean => attempts.some((one) => one.outcome === outcome);
  if (has('pass')) return has('fail') ? 'later' : 'passed';
  if (has('pending')) return 'open';
  if (has('fail')) return 'failed';
  return has('scheduled') ? 'none' : undefined;
}

/** The attempts at the two big exams. A fail that was only counted has no date. */
export function toldExams(answers: AssessAnswers): Attempt[] {
  const [first, second] = examNames(answers.type === 'us_do');
  const step1 = answers.exams === 'clean' ? 'passed' : answers.step1;
  const step2 = answers.exams === 'clean' ? 'passed' : answers.step2;
  const latest = { on: answers.step2_month, score: answers.step2_score };
  const attempts = [
    ...attemptsAt(first, step1, answers.fails1, { on: null, score: null }),
    ...attemptsAt(second, step2, answers.fails2, latest),
  ];
  const { booked } = answers;
  if (!booked) return attempts;
  // A booked month belongs to a failed exam first, then to one not yet taken.
  const isFirst = step1 === 'failed' || (step2 !== 'failed' && step1 === 'none');
  const next = isFirst ? first : second;
  return [
    ...attempts.filter(({ exam, outcome }) => exam !== next || outcome !== 'scheduled'),
    { exam: next, on: booked, outcome: 'scheduled', score: null },
  ];
}

/** Whether an attempt is at one of the exams the form asks about. */
export function isAsked({ exam }: Attempt): boolean {
  return exam !== 'step3' && exam !== 'level3';
}

function attemptsAt(
  exam: Exam,
  answer: ExamAnswer | null,
  fails: number | null,
  latest: Pick<Attempt, 'on' | 'score'>,
): Attempt[] {
  const failed = (times: number): Attempt[] =>
    Array.from({ length: times }, () => ({ exam, on: null, outcome: 'fail', score: null }));
  switch (answer) {
    case 'passed':
      return [{ exam, outcome: 'pass', ...latest }];
    case 'later':
      return [...failed(fails ?? 1), { exam, outcome: 'pass', ...latest }];
    case 'failed':
      return [...failed((fails ?? 1) - 1), { exam, outcome: 'fail', ...latest }];
    case 'open':
      return [{ exam, on: null, outcome: 'pending', score: null }];
    case 'none':
      return [{ exam, on: null, outcome: 'scheduled', score: null }];
    case null:
      return [];
    default:
      return answer satisfies never;
  }
}
