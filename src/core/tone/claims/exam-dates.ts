import { standing } from '#core/assessment/exams.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Grounds } from '#core/record/grounds.ts';
import type { Exam } from '#core/record/profile.ts';
import { datesIn } from '#core/tone/claims/dates.ts';
import { type About, examAt, FAILS, NOT_YET, PASSES } from '#core/tone/claims/exam-topic.ts';
import { monthOf, yearOf } from '#core/tone/claims/words.ts';
import { type Found, foundIn } from '#core/tone/found.ts';

const COMES =
  /^(?:retake|retaking|resit|sit|sitting|scheduled|booked|registered|schedule|rescheduled|reserved)$/;
/** Begins another thought, so a date behind it belongs to something else. */
const CLAUSE = /^(?:,|and|since|but|then|before|after|now|until)$/;
/** The same, where the sentence has but one exam and one date: a comma may stand between them. */
const ANOTHER = /^(?:and|since|but|then|before|after|now|until|while|from|where|who|which)$/;
const BOOKED = /^(?:scheduled|booked|registered|rescheduled|reserved)$/;

/** Dates of sittings against those of the record, and against the first day that an exam's rules allow. */
export function examDates(
  about: About,
  grounds: Grounds,
  knowledge: Pick<Knowledge, 'exams'>,
): readonly Found[] {
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
