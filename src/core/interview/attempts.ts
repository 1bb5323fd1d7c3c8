import type { Temporal } from 'temporal-polyfill';
import { needsOf, type ReadAnswer } from '#core/interview/answer.ts';
import type { InterviewQuestion, InterviewRules } from '#core/knowledge/interview.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Attempt, type Grade, INTERVIEW_LIMITS, type Mock } from '#core/record/interview.ts';

/** What was told of one answer: typed and read, or said aloud with the parts ticked by whoever said it. */
export interface Tried {
  readonly way: Attempt['way'];
  readonly seconds: number;
  readonly parts: readonly string[];
  /** Empty for an answer that was said. */
  readonly findings: ReadAnswer['findings'];
}

/** An attempt with its grade. */
export function attemptOf(
  id: string,
  question: InterviewQuestion,
  tried: Tried,
  rules: InterviewRules,
  now: Temporal.Instant,
): Attempt {
  return {
    id,
    question: question.id,
    at: now.toString(),
    way: tried.way,
    seconds: Math.min(tried.seconds, 3_600),
    parts: [...tried.parts],
    needs: needsOf(question),
    findings: tried.findings.map(({ category }) => category).slice(0, INTERVIEW_LIMITS.findings),
    grade: gradeOf(question, tried, rules),
  };
}

/**
 * How well it came: again, if something in it could cost the place or half of it is missing; hard, if something is missing,
 * too long or could be better; else good.
 */
export function gradeOf(question: InterviewQuestion, tried: Tried, rules: InterviewRules): Grade {
  const needs = needsOf(question);
  const has = Math.min(needs, tried.parts.length);
  const isGrave = tried.findings.some(({ severity }) => severity === 'must');
  if (isGrave || has * 2 < needs) return 'again';
  const isWeak = has < needs || tried.findings.some(({ severity }) => severity === 'should');
  return isWeak || isTooLong(question, tried.seconds, rules) ? 'hard' : 'good';
}

export function isTooLong(
  { seconds }: InterviewQuestion,
  spoken: number,
  { grace }: Pick<InterviewRules, 'grace'>,
): boolean {
  return spoken > seconds.most + grace;
}

/** The record with one more attempt: of one question the latest are kept, and of all. A mock goes on by it. */
export function withAttempt(person: Applicant, attempt: Attempt, inMock: boolean): Applicant {
  const { interviewing } = person;
  const { attempts, mock } = interviewing;
  const same = attempts.filter(({ question }) => question === attempt.question);
  const [oldest] = same.length >= INTERVIEW_LIMITS.ofOne ? same : [];
  const all = [...attempts.filter((one) => one !== oldest), attempt].slice(-INTERVIEW_LIMITS.attempts);
  return {
    ...person,
    interviewing: {
      ...interviewing,
      attempts: all,
      mock: inMock && mock ? gone(mock, attempt) : mock,
    },
  };
}

/** What the person felt counts more than what was read. */
export function withGrade(person: Applicant, id: string, grade: Grade): Applicant {
  const { interviewing } = person;
  if (!interviewing.attempts.some((one) => one.id === id && one.grade !== grade)) return person;
  return {
    ...person,
    interviewing: {
      ...interviewing,
      attempts: interviewing.attempts.map((one) => (one.id === id ? { ...one, grade } : one)),
    },
  };
}

/** The question that a mock asks next; null: it is through. */
export function nextInMock({ questions, done }: Mock): string | null {
  return questions[done.length] ?? null;
}

function gone(mock: Mock, attempt: Attempt): Mock {
  if (nextInMock(mock) !== attempt.question) return mock;
  return { ...mock, done: [...mock.done, attempt.id] };
}
