import type { Context } from '#bots/chat/context.ts';
import type { Question } from '#bots/chat/form.ts';
import type { Answers } from '#bots/chat/form-data.ts';
import { applies } from '#bots/chat/progress.ts';
import { OTHERS, TARGETS } from '#bots/commands/told/fields.ts';
import {
  ANY_OPEN,
  BEFORE_ANSWERS,
  DOCS_ANSWERS,
  EXAM_ANSWERS,
  EXAMS_ANSWERS,
  FACT_ANSWERS,
  FLAG_ANSWERS,
  MIXED,
  MONEY_ANSWERS,
  NO_OTHER,
  NO_SOAP,
  PRIORITY_ANSWERS,
  STATUS_ANSWERS,
  TYPE_ANSWERS,
  UNDECIDED,
} from '#core/assessment/answers/schema.ts';
import { answersOf } from '#core/assessment/answers.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import {
  EMPTY_PROFILE,
  type Profile,
  regionSchema,
  strengthSchema,
  visaStepSchema,
} from '#core/record/profile.ts';

/** Asked only when someone wants to tell us: in `/profile`. */
export const EXTRAS = [
  'soap_sent',
  'money',
  'us_ongoing',
  'statement_field',
  'certificate',
  'visa_step',
  'couples',
  'region',
  'no_messages',
];

const isImg = ({ type }: Answers): boolean =>
  ['us_img', 'img_visa', 'img_free', 'non_us_img'].includes(String(type));
const isApplying = ({ status }: Answers): boolean => status === 'first_now' || status === 'now';
const isPlaced = ({ status }: Answers): boolean => status === 'matched';
/** Someone with a position is asked what may still stand in its way, and nothing about another Match. */
const isOpen = (a: Answers): boolean => !isPlaced(a);
const hasApplied = (a: Answers): boolean => a.status !== 'never' && isOpen(a);
const isNew = ({ status }: Answers): boolean => String(status).startsWith('first_');
const hasEarlier = (a: Answers): boolean => hasApplied(a) && !isNew(a) && (a.before ?? 'n0') !== 'n0';
const hasSeveral = ({ before }: Answers): boolean => before === 'n2' || before === 'n3';
const isOther = ({ exams }: Answers): boolean => exams === 'other';
const hasFailed = (answer: unknown): boolean => answer === 'failed' || answer === 'later';
const hasExamAhead = ({ step1, step2 }: Answers): boolean =>
  [step1, step2].some((answer) => answer === 'failed' || answer === 'none');
const isScored = ({ type, exams, step2 }: Answers): boolean =>
  type !== 'us_do' && (exams !== 'other' || step2 === 'passed' || hasFailed(step2));
const mayRank = (a: Answers): boolean => hasApplied(a) && a.interviews !== 0;
const hadSoap = (a: Answers): boolean => hasApplied(a) && !isApplying(a) && a.soap !== NO_SOAP;
const hasUsWork = (a: Answers): boolean => isOpen(a) && isImg(a) && a.us_months !== 0;
/** US work in recent months answers the question about recent work by itself. `recent_from` comes with the record. */
const isRecent = ({ us_months, us_until, recent_from }: Answers): boolean =>
  Number(us_months ?? 0) > 0 && String(us_until ?? '') >= String(recent_from ?? '9999');
const hasFlags = (a: Answers): boolean => isOpen(a) && Array.isArray(a.flags) && a.flags.length > 0;

const FACT = { type: 'choice', choices: FACT_ANSWERS } as const;
const COUNT = { type: 'number', min: 0 } as const;
const MONTH = { type: 'month', min: '1990-01', max: '2040-12' } as const;
const DAY = { ...MONTH, withDay: true } as const;

/** Every question, in the order in which a phone asks them. Those on one page are asked together where possible. */
export const QUESTIONS: readonly Question[] = [
  { id: 'type', page: 'you', type: 'choice', choices: TYPE_ANSWERS },
  { id: 'visa', page: 'you', ...FACT, when: ({ type }) => type === 'non_us_img' },
  { id: 'graduated', page: 'you', type: 'number', min: 1960, max: 2040 },
  { id: 'status', page: 'you', type: 'choice', choices: STATUS_ANSWERS },
  { id: 'target', page: 'you', type: 'choice', choices: [...TARGETS, UNDECIDED], when: isOpen },
  {
    id: 'other',
    page: 'you',
    type: 'choice',
    choices: [NO_OTHER, ...OTHERS, ANY_OPEN],
    when: (a) => isOpen(a) && a.target !== UNDECIDED,
  },

  { id: 'exams', page: 'exams', type: 'choice', choices: EXAMS_ANSWERS },
  { id: 'step1', page: 'results', type: 'choice', choices: EXAM_ANSWERS, when: isOther },
  {
    id: 'fails1',
    page: 'attempts',
    type: 'number',
    min: 1,
    max: 9,
    when: (a) => isOther(a) && hasFailed(a.step1),
  },
  { id: 'step2', page: 'results', type: 'choice', choices: EXAM_ANSWERS, when: isOther },
  {
    id: 'fails2',
    page: 'attempts',
    type: 'number',
    min: 1,
    max: 9,
    when: (a) => isOther(a) && hasFailed(a.step2),
  },
  {
    id: 'step2_month',
    page: 'attempts',
    ...DAY,
    optional: true,
    // The pass mark of its day matters only if there was a fail.
    when: (a) => isOther(a) && hasFailed(a.step2),
  },
  {
    id: 'step2_score',
    page: 'exams',
    type: 'number',
    min: 100,
    max: 300,
    optional: true,
    when: isScored,
  },
  {
    id: 'booked',
    page: 'attempts',
    ...DAY,
    min: '2020-01',
    optional: true,
    when: (a) => isOther(a) && hasExamAhead(a),
  },
  {
    id: 'priority',
    page: 'exams',
    type: 'choice',
    choices: PRIORITY_ANSWERS,
    // "No other field", or "any open one", has already said so.
    when: (a) => isOpen(a) && a.other !== NO_OTHER && a.other !== ANY_OPEN,
  },
  { id: 'pathway', page: 'exams', ...FACT, when: (a) => isOpen(a) && isImg(a) },
  { id: 'registered', page: 'exams', ...FACT, when: isApplying },
  { id: 'verified', page: 'exams', ...FACT, when: (a) => a.status !== 'never' && !isImg(a) },

  {
    id: 'before',
    page: 'earlier',
    type: 'choice',
    choices: BEFORE_ANSWERS,
    when: (a) => hasApplied(a) && !isNew(a),
  },
  { id: 'changed', page: 'cycles', ...FACT, when: hasEarlier },
  { id: 'interviews_before', page: 'cycles', ...COUNT, max: 99, when: hasEarlier },
  {
    id: 'year_before',
    page: 'cycles',
    type: 'number',
    min: 1990,
    max: 2040,
    when: (a) => hasEarlier(a) && hasSeveral(a),
  },
  { id: 'changed_before', page: 'cycles', ...FACT, when: (a) => hasEarlier(a) && hasSeveral(a) },
  { id: 'rebuilt', page: 'cycles', ...FACT, when: (a) => hasEarlier(a) && !isApplying(a) },
  { id: 'applied', page: 'cycle', type: 'choice', choices: [...TARGETS, MIXED], when: hasApplied },
  { id: 'programs', page: 'cycle', ...COUNT, max: 999, when: hasApplied },
  { id: 'interviews', page: 'cycle', ...COUNT, max: 99, when: hasApplied },
  { id: 'ranked', page: 'cycle', ...COUNT, max: 99, when: (a) => mayRank(a) && !isApplying(a) },
  { id: 'docs', page: 'cycle', type: 'choice', choices: DOCS_ANSWERS, when: hasApplied },
  {
    id: 'soap',
    page: 'work',
    type: 'choice',
    choices: [NO_SOAP, ...TARGETS, MIXED],
    when: (a) => hasApplied(a) && !isApplying(a),
  },
  { id: 'soap_sent', page: 'soap', ...COUNT, max: 45, when: hadSoap },
  { id: 'soap_interviews', page: 'work', ...COUNT, max: 99, when: hadSoap },

  { id: 'us_months', page: 'work', ...COUNT, max: 99, when: (a) => isOpen(a) && isImg(a) },
  { id: 'us_until', page: 'work', ...MONTH, when: hasUsWork },
  { id: 'us_field', page: 'work', type: 'choice', choices: [...TARGETS, MIXED], when: hasUsWork },
  { id: 'us_chance', page: 'rest', ...FACT, when: (a) => isOpen(a) && isImg(a) && a.us_months === 0 },
  { id: 'letters', page: 'rest', ...COUNT, max: 20, when: isOpen },
  { id: 'recent', page: 'rest', ...FACT, when: (a) => isOpen(a) && !isRecent(a) },
  { id: 'flags', page: 'rest', type: 'many', choices: FLAG_ANSWERS, when: isOpen },
  { id: 'explained', page: 'flags', ...FACT, when: hasFlags },
  { id: 'strengths', page: 'rest', type: 'many', choices: strengthSchema.options, when: isOpen },
  { id: 'life_months', page: 'rest', ...COUNT, max: 60, when: isOpen },
  { id: 'us_ongoing', page: 'more', ...FACT, when: hasUsWork },
  {
    id: 'statement_field',
    page: 'more',
    type: 'choice',
    choices: [...TARGETS, MIXED],
    when: hasApplied,
  },
  { id: 'certificate', page: 'more', ...FACT, when: isImg },
  {
    id: 'visa_step',
    page: 'more',
    type: 'choice',
    choices: visaStepSchema.options,
    when: ({ type, visa }) => type === 'img_visa' || visa === 'yes',
  },
  { id: 'couples', page: 'bonds', ...FACT },
  { id: 'region', page: 'bonds', type: 'choice', choices: regionSchema.options },
  { id: 'no_messages', page: 'bonds', type: 'text', maxLength: 600, optional: true },
  { id: 'money', page: 'life', type: 'choice', choices: MONEY_ANSWERS, when: isOpen },
];

/** What the record knows, as answers. */
export function toldBy({ person, knowledge }: Pick<Context, 'person' | 'knowledge'>): Answers {
  return toldIn(person?.profile ?? EMPTY_PROFILE, knowledge);
}

export function toldIn(profile: Profile, { specialties }: Knowledge): Answers {
  return answersOf(profile, specialties) as Answers;
}

/** The questions that apply, given these answers. */
export function applying(answers: Answers): readonly Question[] {
  return QUESTIONS.filter((question) => applies(question, answers, {}));
}
