import type { Temporal } from 'temporal-polyfill';
import { explain } from '#core/explanation/explain.ts';
import { interviewReaderFor, type ReadSentence } from '#core/interview/reader.ts';
import type { InterviewQuestion } from '#core/knowledge/interview.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Category, Severity } from '#core/knowledge/tone.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { checkText } from '#core/tone/check.ts';
import { wordCount } from '#core/tone/shape.ts';

/** Something in an answer that works against it; offsets in UTF-16 units of the text as given. */
export interface AnswerFinding {
  readonly category: Category | 'wrong-story';
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly why: string;
  readonly better: string;
  readonly severity: Severity;
}

/** How an answer reads. */
export interface ReadAnswer {
  /** How long it takes to say. */
  readonly seconds: number;
  /** Each part of the question, and whether the answer has it. */
  readonly parts: Readonly<Record<string, boolean>>;
  /** In the order of the text. */
  readonly findings: readonly AnswerFinding[];
}

/** What of the draft check is about speech too. Length is counted in seconds, and nothing here is sent to anybody. */
const SPOKEN: ReadonlySet<string> = new Set<Category>([
  'blame',
  'vague',
  'begging',
  'rant',
  'oversharing',
  'arguing',
  'rank-promise',
  'contradicts-record',
]);
/** Other places and fields belong into a story, but not into the reasons for this one. */
const NAMES: Category = 'wrong-program-or-specialty';

/**
 * Reads an answer to an interview question: the parts that it has, how long it takes, and what works against it.
 * @param grounds the writer's record; `to` is the program that asks, if it is known
 */
export function readAnswer(
  text: string,
  question: InterviewQuestion,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): ReadAnswer {
  const { interviewRules: rules } = knowledge;
  const reader = interviewReaderFor(knowledge.interview);
  const sentences = reader.read(text);
  const isExam = isReadAsExam(question);
  const explained = isExam ? explain(text, grounds, knowledge, now) : null;
  const parts = Object.fromEntries(
    question.parts.map((part) => [
      part.id,
      explained ? Reflect.get(explained.parts, part.id) === true : reader.hasPart(part, sentences, text),
    ]),
  );
  const own = reader.checks
    .filter(({ questions }) => questions.length === 0 || questions.includes(question.id))
    .flatMap((check) =>
      reader.find(check, sentences, text).map(({ from, to }): AnswerFinding => {
        const { category, severity, why, better } = check;
        return { category, severity, why, better, from, to, words: text.slice(from, to) };
      }),
    );
  const toned = checkText(text, question.reads_as, grounds, knowledge, now).findings.filter(
    ({ category, rule }) =>
      !question.allows.includes(rule) &&
      (category === NAMES ? question.kind === 'fit' : SPOKEN.has(category)) &&
      // In a story others do things too: a nurse refuses, a supervisor leaves. Whom it runs down is checked apart.
      !(category === 'blame' && question.kind === 'story'),
  );
  const whole = (why: { readonly why: string; readonly better: string }): AnswerFinding => {
    const [first] = sentences;
    const [from, to] = [first?.sentence.from ?? 0, first?.sentence.to ?? text.length];
    return { category: 'vague', severity: 'should', ...why, from, to, words: text.slice(from, to) };
  };
  const lacks = (['no-numbers', 'no-date'] as const).filter((one) => explained?.problems.includes(one));
  const found = [
    ...own,
    ...toned.map(({ category, severity, why, better, from, to, words }) => ({
      category,
      severity,
      why,
      better,
      from,
      to,
      words,
    })),
    ...tooLong(text, sentences, question, rules),
    ...(lacksReasons(question, parts) ? [whole(rules.few_parts)] : []),
    ...lacks.map((one) => whole(rules.exam[one])),
  ];
  return { seconds: secondsOf(sentences, rules.words_a_minute), parts, findings: apart(found) };
}

/** Its parts are those of an explanation of a failed exam. */
export function isReadAsExam({ parts }: InterviewQuestion): boolean {
  return parts.every(({ match }) => match.length === 0);
}

/** How many parts an answer needs. */
export function needsOf({ needs, parts }: InterviewQuestion): number {
  return needs ?? parts.length;
}

function secondsOf(sentences: readonly ReadSentence[], aMinute: number): number {
  return Math.round((wordCount(sentences.map(({ sentence }) => sentence)) * 60) / aMinute);
}

/** From the word on at which people stop listening. */
function tooLong(
  text: string,
  sentences: readonly ReadSentence[],
  { seconds }: InterviewQuestion,
  { grace, too_long, words_a_minute }: Knowledge['interviewRules'],
): readonly AnswerFinding[] {
  if (secondsOf(sentences, words_a_minute) <= seconds.most + grace) return [];
  const most = Math.floor((seconds.most * words_a_minute) / 60);
  const starts = new Set(
    sentences.flatMap(({ sentence }) =>
      sentence.tokens.flatMap(({ word, from }) => (word === ',' ? [] : [from])),
    ),
  );
  const from = [...starts][most] ?? 0;
  const to = sentences.at(-1)?.sentence.to ?? text.length;
  return [{ category: 'too-long', severity: 'should', ...too_long, from, to, words: text.slice(from, to) }];
}

/** Reasons that would fit any program: fewer specific ones than the question needs. */
function lacksReasons(question: InterviewQuestion, parts: ReadAnswer['parts']): boolean {
  const specific = question.parts.filter(({ specific }) => specific);
  if (specific.length < 2) return false;
  return specific.filter(({ id }) => parts[id]).length < Math.min(2, needsOf(question));
}

/** One finding of a category for the same words; in the order of the text. */
function apart(found: readonly AnswerFinding[]): readonly AnswerFinding[] {
  const kept: AnswerFinding[] = [];
  for (const one of found) {
    const isKnown = kept.some(
      ({ category, from, to }) => category === one.category && from < one.to && one.from < to,
    );
    if (!isKnown) kept.push(one);
  }
  return kept.toSorted((a, b) => a.from - b.from || a.to - b.to);
}
