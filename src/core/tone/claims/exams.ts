import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Exam } from '#core/record/profile.ts';
import { examDates } from '#core/tone/claims/exam-dates.ts';
import { type About, examAt, FAILS, NOT_YET, PASSES } from '#core/tone/claims/exam-topic.ts';
import { examsIn, numberOf, ordinalOf } from '#core/tone/claims/words.ts';
import { failsOf, isPassed } from '#core/tone/facts.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

const PRACTICE =
  /^(?:practice|forms?|nbmes?|uwsas?|ccssas?|comsaes?|mock|mocks|assessments?|baseline|simulations?|uworld|amboss)$/;
/** Whose score it is, where it is not one's own. */
const OTHERS =
  /^(?:he|she|they|his|her|their|partner|friends?|class|classmates?|sister|brother|husband|wife|average|mean)$/;
const APPROXIMATE = /^(?:about|around|nearly|almost|over|above|roughly|low|mid|high|under|below)$/;
const TESTS = /^(?:exams?|tests?|scores?|forms?|blocks?|nbmes?|average|from)$/;
const UNITS =
  /^(?:hours?|questions?|patients?|beds?|days?|weeks?|people|students?|residents?|pages?|programs?|mg|cases?|percentile|%|blocks?|words?|miles?|applications?|items?|hour|surveys?|participants?|charts?|residencies)$/;
/** What a text says of exams against the attempts and practice scores of the record. */
export function examClaims(
  sentences: readonly Sentence[],
  grounds: Grounds,
  knowledge: Pick<Knowledge, 'exams'>,
): readonly Found[] {
  let topic: Exam | null = null;
  return sentences.flatMap((sentence) => {
    const mentions = examsIn(sentence);
    const about = { sentence, mentions, topic };
    topic = mentions.at(-1)?.exam ?? topic;
    return [
      ...scores(about, grounds),
      ...attempts(about, grounds),
      ...allPassed(about, grounds),
      ...examDates(about, grounds, knowledge),
    ];
  });
}

function scores(about: About, { profile, practice }: Grounds): readonly Found[] {
  const { sentence } = about;
  const { words } = sentence;
  const isOfPractice = words.some(
    (word, at) => PRACTICE.test(word) && (word !== 'practice' || TESTS.test(words[at + 1] ?? '')),
  );
  const isOfScore = words.some(
    (word) =>
      /^(?:scores?|scored|scoring|got|received|earned|achieved|results?)$/.test(word) ||
      PASSES.test(word) ||
      FAILS.test(word),
  );
  if (words.some((word) => OTHERS.test(word))) return [];
  if (!isOfPractice && !isOfScore && about.mentions.length === 0) return [];
  return words.flatMap((word, at): readonly Found[] => {
    const decade = /^(\d{2}0)s$/.exec(word);
    const score = decade ? Number(decade[1]) : /^\d{3}$/.test(word) ? Number(word) : null;
    if (score === null || score < 150 || UNITS.test(words[at + 1] ?? '') || words[at - 1] === 'free')
      return [];
    if (/^(?:percentile|top|around|of|over)$/.test(words[at + 1] ?? '') && words[at + 1] === 'percentile')
      return [];
    if (APPROXIMATE.test(words[at - 1] ?? '') || (words[at - 1] === 'to' && words[at - 2] === 'close'))
      return [];
    const isNear = (known: number) => (decade ? known >= score && known <= score + 9 : known === score);
    if (isOfPractice && !isOfActual(words, at)) {
      const isKnown =
        practice.some((one) => isNear(one.score)) || profile.exams.some((one) => isNear(one.score ?? 0));
      if (isKnown || practice.length === 0 || isPassMark(words, at)) return [];
      return foundIn('practice_not_logged', sentence, at, at + 1, { said: word });
    }
    if (score > 300 && !/^level/.test(examAt(about, at) ?? '')) return [];
    const exams = about.mentions.map(({ exam }) => exam);
    const own = profile.exams.filter(
      (one) => one.score !== null && (exams.length === 0 || exams.includes(one.exam)),
    );
    if (own.length === 0 || own.some((one) => isNear(one.score ?? 0))) return [];
    if (practice.some((one) => isNear(one.score))) return [];
    if (isPassMark(words, at)) return [];
    return foundIn('other_score', sentence, at, at + 1, {
      said: word,
      known: own.map(({ score: told }) => told).join(' / '),
    });
  });
}

/** "practice 231, then 240 on the real exam": the second number is of the exam itself. */
function isOfActual(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 5).some((word) => word === 'actual' || word === 'real');
}

function isPassMark(words: readonly string[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 5), at + 4)
    .some((word) =>
      /^(?:minimum|mark|cutoff|threshold|goal|target|aim|aiming|least|need|needed|requires?|average|mean|national|median|above|over)$/.test(
        word,
      ),
    );
}

function attempts(about: About, grounds: Grounds): readonly Found[] {
  const { sentence } = about;
  const { words } = sentence;
  return words
    .flatMap((word, at): readonly Found[] => {
      if (!/^(?:attempts?|try|tries|time|times|sitting|go)$/.test(word)) return [];
      const exam = examAt(about, at);
      if (exam === null) return [];
      const near = words.slice(Math.max(0, at - 9), at);
      const before = near.slice(near.lastIndexOf(',') + 1);
      const ordinal = ordinalOf(words[at - 1]);
      const verb = before.findLast((one) => PASSES.test(one) || FAILS.test(one));
      if (verb === undefined || before.some((one) => NOT_YET.test(one) && one !== 'to')) return [];
      if (ordinal !== null) {
        if (PASSES.test(verb)) return passedAt(about, at, exam, ordinal, grounds);
        const fails = failsOf(grounds, exam);
        const isTold = grounds.profile.exams.some((one) => one.exam === exam);
        return isTold && fails < ordinal ? foundIn('other_fails', sentence, at - 1, at + 1) : [];
      }
      return [];
    })
    .concat(failCounts(about, grounds));
}

function passedAt(
  { sentence }: About,
  at: number,
  exam: Exam,
  ordinal: number,
  grounds: Grounds,
): readonly Found[] {
  const own = grounds.profile.exams.filter((one) => one.exam === exam);
  if (own.length === 0) return [];
  const right = failsOf(grounds, exam) + 1;
  if (isPassed(grounds, exam) && right === ordinal) return [];
  return foundIn('other_attempt', sentence, at - 1, at + 1);
}

/** "Both Step exams passed", "Step 1 I passed at once". */
function allPassed(about: About, { profile }: Grounds): readonly Found[] {
  const { sentence, mentions } = about;
  const said = sentence.words.join(' ');
  if (sentence.words.some((word) => NOT_YET.test(word) || OTHERS.test(word))) return [];
  const isBoth =
    /\bboth (?:\w+ ){0,2}(?:step|steps|levels?|exams?|boards)\b(?: \w+){0,2} (?:passed|done|behind)|\bpassed both (?:\w+ )?(?:steps?|levels?|exams?)\b/.test(
      said,
    );
  const sat = [...new Set(profile.exams.map(({ exam }) => exam))];
  const passed = sat.filter((exam) =>
    profile.exams.some((one) => one.exam === exam && one.outcome === 'pass'),
  );
  if (isBoth && sat.length > 0 && passed.length < 2)
    return foundIn('not_all_passed', sentence, 0, sentence.tokens.length);
  const at = sentence.words.findIndex(
    (word, place) =>
      word === 'passed' && (isAtOnce(sentence.words, place) || BEEN.test(sentence.words[place - 1] ?? '')),
  );
  const nearest = mentions.toSorted((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))[0];
  if (at < 0 || !nearest) return [];
  const own = profile.exams.filter(({ exam }) => exam === nearest.exam);
  const [from, to] = [Math.min(nearest.from, at), Math.max(nearest.to, at + 1)];
  if (isAtOnce(sentence.words, at))
    return own.some(({ outcome }) => outcome === 'fail') ? foundIn('other_attempt', sentence, from, to) : [];
  const isPassedOnce = own.some(({ outcome }) => outcome === 'pass');
  return own.length > 0 && !isPassedOnce ? foundIn('not_all_passed', sentence, from, to) : [];
}

const BEEN = /^(?:been|is|was|now)$/;

/** "passed at once", "passed it first time". */
function isAtOnce(words: readonly string[], at: number): boolean {
  return /^passed (?:it |them |that )?(?:at once|straight away|right away|first time|at first try)\b/.test(
    words.slice(at, at + 5).join(' '),
  );
}

/** "failed Step 1 twice", "one failed attempt", "two failures". */
function failCounts(about: About, grounds: Grounds): readonly Found[] {
  const { sentence } = about;
  const { words } = sentence;
  return words.flatMap((word, at): readonly Found[] => {
    if (!FAILS.test(word) || words.some((one) => OTHERS.test(one))) return [];
    if (about.mentions.some(({ to }) => to === at)) return [];
    const exam = examAt(about, at);
    if (exam === null || !grounds.profile.exams.some((one) => one.exam === exam)) return [];
    const after = words.slice(at + 1, at + 7);
    const index = after.findIndex((one) => /^(?:once|twice|thrice)$/.test(one));
    const next = after.findIndex(
      (one, place) => /^times$/.test(after[place + 1] ?? '') && numberOf(one) !== null,
    );
    const isCounted = /^(?:attempts?|sittings?|tries)$/.test(words[at + 1] ?? '') || /^failures?$/.test(word);
    const single = words[at - 1] === 'single' ? 1 : null;
    const isOfExam = about.mentions.some(({ from }) => from === at + 1);
    const told =
      isCounted || (isOfExam && numberOf(words[at - 1]) !== null)
        ? (single ?? numberOf(words[at - 1]))
        : numberOf(after[index >= 0 ? index : next]);
    const fails = failsOf(grounds, exam);
    if (told === null || told === fails || told > 4) return [];
    return foundIn('other_fails', sentence, Math.max(0, at - 1), at + 2);
  });
}
