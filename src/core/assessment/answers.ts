import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  type ApplicantType,
  type Attempt,
  applicantTypeSchema,
  type Cycle,
  cycleSchema,
  EMPTY_PROFILE,
  type Exam,
  factSchema,
  monthSchema,
  type Profile,
} from '#core/assessment/profile.ts';
import type { Specialties } from '#core/assessment/specialties.ts';
import { type Calendar, hasBegun, seasonAt } from '#core/season/season.ts';

/** How an exam stands, as it is asked: `later` is a pass after a fail, `open` a result not out. */
export const EXAM_ANSWERS = ['passed', 'later', 'failed', 'open', 'none'] as const;
export const STATUS_ANSWERS = [
  'applying',
  'unmatched',
  'earlier',
  'prelim_only',
  'advanced_only',
  'never',
] as const;
export const BEFORE_ANSWERS = ['n0', 'n1', 'n2', 'n3'] as const;
export const FACT_ANSWERS = factSchema.options;

const count = z.int().min(0).nullable();
const fact = factSchema.nullable();

/** What the form of `/assess` collects; null for what was not asked or skipped. */
export const answersSchema = z.object({
  type: applicantTypeSchema,
  graduated: z.int(),
  status: z.enum(STATUS_ANSWERS),
  registered: fact,
  interviews: count,
  before: z.enum(BEFORE_ANSWERS).nullable(),
  changed: fact,
  interviews_before: count,
  changed_before: fact,
  step1: z.enum(EXAM_ANSWERS),
  fails1: count,
  step2: z.enum(EXAM_ANSWERS),
  fails2: count,
  step2_month: monthSchema.nullable(),
  step2_score: count,
  booked: monthSchema.nullable(),
  us_months: count,
  us_chance: fact,
  letters: count,
  recent: fact,
  strength: fact,
  target: z.string(),
  other: z.string().nullable(),
  pathway: fact,
  verified: fact,
});
export type AssessAnswers = z.infer<typeof answersSchema>;

/** Stands for "not decided" as a target, and for "none" and "any open one" as another field. */
export const UNDECIDED = 'undecided';
export const NO_OTHER = 'none';
export const ANY_OPEN = 'any_open';
const OPEN_TIER = 'open';

/** Turns the answers of the form into the record. What was not asked is not known. */
export function profileOf(
  answers: AssessAnswers,
  specialties: Specialties,
  calendar: Calendar,
  now: Temporal.Instant,
): Profile {
  const { type } = answers;
  const isImg = type === 'us_img' || type === 'non_us_img';
  return {
    ...EMPTY_PROFILE,
    type,
    graduated: answers.graduated,
    exams: examsOf(answers),
    usMonths: isImg ? answers.us_months : null,
    usRealistic: answers.us_chance ?? 'unknown',
    strongLetters: answers.letters,
    recentClinical: answers.recent ?? 'unknown',
    strength: answers.strength ?? 'unknown',
    cycles: cyclesOf(answers, calendar, now),
    target: answers.target === UNDECIDED ? null : answers.target,
    acceptable: othersOf(answers.other, specialties),
    registered: answers.registered ?? 'unknown',
    pathway: isImg ? (answers.pathway ?? 'unknown') : 'unknown',
    schoolVerified: isImg ? 'unknown' : (answers.verified ?? 'unknown'),
  };
}

function othersOf(other: string | null, specialties: Specialties): string[] {
  if (other === null || other === NO_OTHER) return [];
  if (other !== ANY_OPEN) return [other];
  return specialties.specialties.filter(({ tier }) => tier === OPEN_TIER).map(({ id }) => id);
}

/** Osteopathic graduates answer for the COMLEX level that stands beside the Step. */
function examNames(type: ApplicantType): readonly [Exam, Exam] {
  return type === 'us_do' ? ['level1', 'level2ce'] : ['step1', 'step2ck'];
}

function examsOf(answers: AssessAnswers): Attempt[] {
  const [first, second] = examNames(answers.type);
  const latest = { on: answers.step2_month, score: answers.type === 'us_do' ? null : answers.step2_score };
  const exams = [
    ...attemptsAt(first, answers.step1, answers.fails1, { on: null, score: null }),
    ...attemptsAt(second, answers.step2, answers.fails2, latest),
  ];
  const { booked } = answers;
  if (!booked) return exams;
  const next = nextOf(answers) === 'first' ? first : second;
  return [
    ...exams.filter(({ exam, outcome }) => exam !== next || outcome !== 'scheduled'),
    { exam: next, on: booked, outcome: 'scheduled', score: null },
  ];
}

/** Which exam a booked month is for: a failed one first, then one not yet taken. */
function nextOf({ step1, step2 }: AssessAnswers): 'first' | 'second' {
  if (step1 === 'failed') return 'first';
  return step2 !== 'failed' && step1 === 'none' ? 'first' : 'second';
}

function attemptsAt(
  exam: Exam,
  answer: (typeof EXAM_ANSWERS)[number],
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
    default:
      return answer satisfies never;
  }
}

const BEFORE = { n0: 0, n1: 1, n2: 2, n3: 3 } as const;

/** A cycle as far as this form asks about it; the rest is filled in as not known. */
type CycleTold = z.input<typeof cycleSchema>;

/** The latest cycle, the one before it, and older ones of which only the number is known. */
function cyclesOf(answers: AssessAnswers, calendar: Calendar, now: Temporal.Instant): Cycle[] {
  const { status } = answers;
  if (status === 'never') return [];
  const before = answers.before ? BEFORE[answers.before] : 0;
  const latest: CycleTold = {
    year: yearOf(status, calendar, now),
    outcome: status === 'earlier' ? 'unmatched' : status,
    interviews: answers.interviews,
    // A first cycle has nothing before it that could have been changed.
    changed: before === 0 ? 'no' : (answers.changed ?? 'unknown'),
  };
  const older = Array.from({ length: before }, (_, index): CycleTold => {
    // "Three or more" may hide older ones: the last of them need not be the first.
    const isFirst = index === before - 1 && answers.before !== 'n3';
    if (index > 0)
      return { year: null, outcome: 'unmatched', interviews: null, changed: isFirst ? 'no' : 'unknown' };
    const changed = isFirst ? 'no' : (answers.changed_before ?? 'unknown');
    return { year: null, outcome: 'unmatched', interviews: answers.interviews_before, changed };
  });
  return [latest, ...older].map((told) => cycleSchema.parse(told));
}

/** The Match that a status speaks of: the running one, or the latest whose results are out. */
function yearOf(status: AssessAnswers['status'], calendar: Calendar, now: Temporal.Instant): number | null {
  if (status === 'earlier') return null;
  const season =
    status === 'applying'
      ? seasonAt(calendar, now)
      : calendar.findLast((candidate) => hasBegun(candidate, 'match_status', now));
  return season?.year ?? null;
}
