import type { Temporal } from 'temporal-polyfill';
import { readCycles, toldCycles } from '#core/assessment/answers/cycles.ts';
import { isAsked, readExams, toldExams } from '#core/assessment/answers/exams.ts';
import {
  ANY_OPEN,
  type AssessAnswers,
  compact,
  type Known,
  NO_OTHER,
  told,
  UNDECIDED,
} from '#core/assessment/answers/schema.ts';
import { isStrongUs, isUsWork, readWork, toldLetters, toldWork } from '#core/assessment/answers/work.ts';
import type { Calendar } from '#core/knowledge/season.ts';
import type { Specialties } from '#core/knowledge/specialties.ts';
import type { ApplicantType, Fact, Profile } from '#core/record/profile.ts';

const OPEN_TIER = 'open';

/** Answers that together fill one part of the record. */
const GROUPS = {
  exams: ['type', 'exams', 'step1', 'fails1', 'step2', 'fails2', 'step2_month', 'step2_score', 'booked'],
  cycles: [
    'status',
    'before',
    'applied',
    'programs',
    'interviews',
    'ranked',
    'docs',
    'changed',
    'interviews_before',
    'changed_before',
    'year_before',
    'soap',
    'soap_sent',
    'soap_interviews',
    'statement_field',
  ],
  work: ['us_months', 'us_until', 'us_field', 'us_ongoing'],
  letters: ['letters'],
} as const satisfies Record<string, readonly (keyof AssessAnswers)[]>;

/** The questions that the previous form asked of everyone it brought to a verdict; its records did not list them. */
const ASKED_BEFORE = [
  'type',
  'graduated',
  'status',
  'interviews',
  'before',
  'step2_month',
  'step2_score',
  'booked',
  'us_months',
  'letters',
  'recent',
  'target',
  'other',
  'pathway',
  'verified',
];

/** What the record knows, as answers to the form. A question that is missing was never answered. */
export function answersOf(profile: Profile, specialties: Specialties): Known {
  const isOld = profile.answered.length === 0 && profile.graduated !== null;
  const answered = new Set(isOld ? ASKED_BEFORE : profile.answered);
  const wasAsked = (id: string): boolean => answered.has(id);
  const fact = (id: string, value: Fact): Fact | undefined =>
    value !== 'unknown' || wasAsked(id) ? value : undefined;
  const { flags } = profile;
  const other = otherOf(profile.acceptable, specialties, wasAsked('other'));
  const saysPriority = other === NO_OTHER || other === ANY_OPEN;
  return compact({
    type: typeOf(profile),
    visa: fact('visa', profile.visa),
    graduated: told(profile.graduated, wasAsked('graduated')),
    target: profile.target ?? (wasAsked('target') ? UNDECIDED : undefined),
    other,
    ...readExams(profile, wasAsked),
    priority: saysPriority ? undefined : told(profile.priority, wasAsked('priority')),
    pathway: fact('pathway', profile.pathway),
    registered: fact('registered', profile.registered),
    verified: fact('verified', profile.schoolVerified),
    ...readCycles(profile, wasAsked),
    ...readWork(profile, wasAsked),
    us_chance: fact('us_chance', profile.usRealistic),
    flags: flags.length > 0 || wasAsked('flags') ? [...new Set(flags.map(({ kind }) => kind))] : undefined,
    explained: flags[0] ? fact('explained', flags[0].explained) : undefined,
    strengths: profile.strengths.length > 0 || wasAsked('strengths') ? profile.strengths : undefined,
    life_months: told(profile.life.months, wasAsked('life_months')),
    money: told(profile.life.money, wasAsked('money')),
    recent: fact('recent', profile.recentClinical),
    certificate: fact('certificate', profile.certificate),
    visa_step: told(profile.visaStep, wasAsked('visa_step')),
    couples: fact('couples', profile.couples),
    region: told(profile.region, wasAsked('region')),
    no_messages: told(profile.noMessages.join(', ') || null, wasAsked('no_messages')),
  });
}

/**
 * Turns the answers into the record. A part whose answers have not changed is left as it is, since it may hold more
 * than the form asks. Anything that was not asked is not known.
 */
export function profileOf(
  answers: AssessAnswers,
  old: Profile,
  specialties: Specialties,
  calendar: Calendar,
  now: Temporal.Instant,
): Profile {
  const before = answersOf(old, specialties);
  const isSame = (group: keyof typeof GROUPS): boolean =>
    GROUPS[group].every((id) => (before[id] ?? null) === answers[id]);
  const type = kindOf(answers.type);
  const isImg = type === 'us_img' || type === 'non_us_img';
  const exams = isSame('exams')
    ? old.exams
    : [...toldExams(answers), ...old.exams.filter((one) => !isAsked(one))];
  const schoolVerified = isImg ? 'unknown' : (answers.verified ?? 'unknown');
  // Someone with a position is asked little, so what they told us for the next application stays as it was.
  if (answers.status === 'matched') {
    const won = toldCycles(answers, calendar, now);
    const before = old.cycles.filter(({ year }) => won.every((cycle) => cycle.year !== year));
    const cycles = isSame('cycles') ? old.cycles : [...won, ...before];
    return {
      ...old,
      type,
      visa: visaOf(answers),
      graduated: answers.graduated,
      exams,
      cycles,
      schoolVerified,
    };
  }
  const experience = [...toldWork(answers), ...old.experience.filter((one) => !isUsWork(one))];
  const letters = [...toldLetters(answers), ...old.letters.filter((one) => !isStrongUs(one))];
  return {
    ...old,
    type,
    visa: visaOf(answers),
    graduated: answers.graduated,
    exams,
    usMonths: isImg ? answers.us_months : null,
    usRealistic: answers.us_chance ?? 'unknown',
    strongLetters: answers.letters,
    recentClinical: answers.recent ?? 'unknown',
    cycles: isSame('cycles') ? old.cycles : toldCycles(answers, calendar, now),
    rebuilt: answers.rebuilt ?? 'unknown',
    target: answers.target === UNDECIDED ? null : answers.target,
    acceptable: othersOf(answers.other, specialties),
    registered: answers.registered ?? 'unknown',
    pathway: isImg ? (answers.pathway ?? 'unknown') : 'unknown',
    certificate: isImg ? (answers.certificate ?? 'unknown') : 'unknown',
    visaStep: answers.visa_step,
    couples: answers.couples ?? 'unknown',
    region: answers.region,
    noMessages: namesIn(answers.no_messages),
    schoolVerified,
    experience: isSame('work') ? old.experience : experience,
    letters: isSame('letters') ? old.letters : letters,
    flags: (answers.flags ?? []).map((kind) => ({ kind, explained: answers.explained ?? 'unknown' })),
    strengths: answers.strengths ?? [],
    priority: priorityOf(answers),
    life: { money: answers.money, months: answers.life_months },
  };
}

/** As many names as the record can hold, each cut to the allowed length. */
function namesIn(text: string | null): string[] {
  const names = (text ?? '').split(/[,;\n]/).map((name) => name.trim().slice(0, 80));
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 60);
}

function typeOf({ type, visa }: Profile): Known['type'] {
  if (type !== 'non_us_img') return type ?? undefined;
  if (visa === 'unknown') return 'non_us_img';
  return visa === 'yes' ? 'img_visa' : 'img_free';
}

function kindOf(type: AssessAnswers['type']): ApplicantType | null {
  return type === 'img_visa' || type === 'img_free' ? 'non_us_img' : type;
}

function visaOf({ type, visa }: AssessAnswers): Fact {
  if (type === 'img_visa') return 'yes';
  return type === 'img_free' || type === 'us_img' ? 'no' : (visa ?? 'unknown');
}

function othersOf(other: string | null, specialties: Specialties): string[] {
  if (other === null || other === NO_OTHER) return [];
  return other === ANY_OPEN ? openFields(specialties) : [other];
}

function otherOf(
  acceptable: readonly string[],
  specialties: Specialties,
  wasAsked: boolean,
): string | undefined {
  const [first] = acceptable;
  if (first === undefined) return wasAsked ? NO_OTHER : undefined;
  return acceptable.length > 1 && acceptable.join() === openFields(specialties).join() ? ANY_OPEN : first;
}

function openFields({ specialties }: Specialties): string[] {
  return specialties.filter(({ tier }) => tier === OPEN_TIER).map(({ id }) => id);
}

/** Anyone who accepts no other field, or any open one, has already said what matters more. */
function priorityOf({ other, priority }: AssessAnswers): Profile['priority'] {
  if (other === NO_OTHER) return 'this_specialty';
  return other === ANY_OPEN ? 'any_position' : priority;
}
