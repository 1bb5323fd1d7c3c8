import { standing } from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Exam } from '#core/record/profile.ts';
import { datesIn } from '#core/tone/claims/dates.ts';
import { examsIn, type Mention, monthOf, numberOf, ordinalOf, yearOf } from '#core/tone/claims/words.ts';
import { failsOf, isPassed } from '#core/tone/facts.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

const PRACTICE =
  /^(?:practice|forms?|nbmes?|uwsas?|ccssas?|comsaes?|mock|mocks|assessments?|baseline|simulations?|uworld|amboss)$/;
/** What makes "practice" an exam and not a doctor's work. */
/** Whose score it is, where it is not one's own. */
const OTHERS =
  /^(?:he|she|they|his|her|their|partner|friends?|class|classmates?|sister|brother|husband|wife|average|mean)$/;
const APPROXIMATE = /^(?:about|around|nearly|almost|over|above|roughly|low|mid|high|under|below)$/;
const TESTS = /^(?:exams?|tests?|scores?|forms?|blocks?|nbmes?|average|from)$/;
const PASSES = /^(?:pass|passed|passing|cleared|clearing)$/;
const FAILS = /^(?:fail|failed|failing|failure|failures|unsuccessful|unsuccessfully)$/;
const NOT_YET =
  /^(?:will|plan|planning|hope|hoping|until|once|before|after|if|not|never|expect|aim|goal|want|going|without|to|when)$/;
const UNITS =
  /^(?:hours?|questions?|patients?|beds?|days?|weeks?|people|students?|residents?|pages?|programs?|mg|cases?|percentile|%|blocks?|words?|miles?|applications?|items?|hour|surveys?|participants?|charts?|residencies)$/;
const COMES =
  /^(?:retake|retaking|resit|sit|sitting|scheduled|booked|registered|schedule|rescheduled|reserved)$/;
/** Begins another thought, so a date behind it belongs to something else. */
const CLAUSE = /^(?:,|and|since|but|then|before|after|now|until)$/;
/** The same, where the sentence has but one exam and one date: a comma may stand between them. */
const ANOTHER = /^(?:and|since|but|then|before|after|now|until|while|from|where|who|which)$/;
const BOOKED = /^(?:scheduled|booked|registered|rescheduled|reserved)$/;

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
      ...dates(about, grounds, knowledge),
    ];
  });
}

interface About {
  readonly sentence: Sentence;
  readonly mentions: readonly Mention[];
  /** The exam that was named last before this sentence. */
  readonly topic: Exam | null;
}

/** The exam that words at `at` are about: the nearest one before, in this sentence or an earlier one, else the first. */
function examAt({ mentions, topic }: About, at: number): Exam | null {
  return mentions.findLast(({ from }) => from <= at)?.exam ?? topic ?? mentions[0]?.exam ?? null;
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

function dates(about: About, grounds: Grounds, knowledge: Pick<Knowledge, 'exams'>): readonly Found[] {
  const { sentence } = about;
  const { words } = sentence;
  return words.flatMap((_, at): readonly Found[] => {
    const month = monthOf(words, at);
    const year =
      month === null
        ? yearOf(words[at])
        : (yearOf(words[at + 1]) ?? yearOf(words[at + 2]) ?? yearOf(words[at + 3]));
    if (
      month === null &&
      (year === null || monthOf(words, at - 1) !== null || monthOf(words, at - 2) !== null)
    )
      return [];
    const exam = examAt(about, at);
    const before = words.slice(Math.max(0, at - 12), at);
    const day = { month, year };
    const last = before.slice(before.lastIndexOf(',') + 1);
    if (last.some((one) => COMES.test(one))) return coming(about, at, exam, day, before, grounds, knowledge);
    if (exam === null || about.mentions.length === 0) return [];
    if (words[at - 1] === 'that') return [];
    const isSingle = about.mentions.length === 1 && datesIn(words).length === 1;
    const begins = isSingle ? ANOTHER : CLAUSE;
    const clause = before.slice(before.findLastIndex((one) => begins.test(one)) + 1);
    const outcome = clause.findLast((one) => PASSES.test(one) || FAILS.test(one));
    if (outcome === undefined || before.some((one) => NOT_YET.test(one) && one !== 'not')) return [];
    const isDenied = words.slice(0, words.indexOf(outcome)).slice(-2).includes('not');
    const wanted = PASSES.test(outcome) && !isDenied ? 'pass' : 'fail';
    const own = grounds.profile.exams.filter(
      (one) => one.exam === exam && one.outcome === wanted && one.on !== null,
    );
    if (own.length === 0 || own.some(({ on }) => isOn(on, day))) return [];
    return foundIn('other_exam_date', sentence, at, at + 1, { known: own.map(({ on }) => on).join(', ') });
  });
}

interface Day {
  readonly month: number | null;
  readonly year: number | null;
}

function isOn(on: string | null, { month, year }: Day): boolean {
  if (on === null) return true;
  const [y, m] = on.split('-').map(Number);
  return (year === null || y === year) && (month === null || m === month);
}

/** A sitting that is to come: against what is booked, and against the first day that the exam's rules allow. */
function coming(
  { sentence }: About,
  at: number,
  exam: Exam | null,
  day: Day,
  before: readonly string[],
  { profile }: Grounds,
  { exams }: Pick<Knowledge, 'exams'>,
): readonly Found[] {
  const booked = profile.exams.filter(
    (one) => one.outcome === 'scheduled' && (exam === null || one.exam === exam),
  );
  const isSaid = before.some((one) => BOOKED.test(one)) && !before.includes('not');
  if (booked.length === 0) {
    const failed = exam === null ? profile.exams.find(({ outcome }) => outcome === 'fail')?.exam : exam;
    if (failed !== undefined && isTooEarly(failed, day, profile.exams, exams))
      return foundIn('retake_too_early', sentence, at, at + 2);
    return isSaid && (exam !== null || failed !== undefined)
      ? foundIn('retake_not_booked', sentence, at, at + 2)
      : [];
  }
  if (booked.some(({ on }) => isOn(on, day))) return [];
  return foundIn('retake_other_date', sentence, at, at + 2, { known: booked.map(({ on }) => on).join(', ') });
}

function isTooEarly(
  exam: Exam,
  { month, year }: Day,
  attempts: Grounds['profile']['exams'],
  rules: Knowledge['exams'],
): boolean {
  const legal = standing(rules, attempts, exam)?.legalFrom;
  if (!legal || year === null) return false;
  return year < legal.year || (year === legal.year && month !== null && month < legal.month);
}
