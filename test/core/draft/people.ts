import type { z } from 'zod';
import type { Template } from '#core/knowledge/template.ts';
import type { Answers } from '#core/record/draft.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';

type Told = z.input<typeof groundsSchema>;

/** Graduate of a US school who failed Step 1 long ago, passed it, and did not match. */
const usMd: Told = {
  profile: {
    type: 'us_md',
    graduated: 2026,
    target: 'internal',
    acceptable: ['family', 'prelim_ty'],
    priority: 'any_position',
    exams: [
      { exam: 'step1', on: '2023-05', outcome: 'fail', score: null },
      { exam: 'step1', on: '2023-11', outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2025-08-14', outcome: 'pass', score: 236 },
    ],
    cycles: [{ year: 2026, outcome: 'unmatched', interviews: 4, changed: 'no' }],
    experience: [
      {
        kind: 'hands_on',
        place: 'us',
        months: 2,
        from: '2025-03',
        until: '2025-04',
        where: 'County Hospital',
        role: 'sub-intern',
        specialty: 'internal',
      },
      {
        kind: 'research',
        place: 'us',
        months: 6,
        from: '2026-06',
        until: null,
        ongoing: true,
        where: 'the heart failure clinic of State University',
        role: 'research assistant',
      },
    ],
  },
  letterhead: {
    name: 'Sam Rivera',
    degree: 'MD',
    school: 'State University School of Medicine',
    aamcId: '12345678',
    phone: '+1 419 555 0134',
    mail: 'sam@example.com',
  },
  story: {
    cause: 'I read more than I practiced, and I had never timed myself',
    changes: [
      { what: '40 timed questions a day with an error log', since: '2023-06' },
      { what: 'a weekly check-in with a tutor', since: null },
    ],
    strengths: ['clear handoffs', 'patience with families', 'notes that are done before sign-out'],
    field:
      'I like to be the doctor who puts the whole picture together. On the wards I stay with the unclear cases longest.',
    plan: 'I work as a research assistant in the heart failure clinic of State University',
  },
};

/** Osteopathic graduate who failed COMLEX Level 2-CE, is in SOAP, and retakes it. */
const osteopath: Told = {
  profile: {
    type: 'us_do',
    graduated: 2027,
    target: 'psychiatry',
    acceptable: ['neurology'],
    exams: [
      { exam: 'level1', on: '2024-06', outcome: 'pass', score: null },
      { exam: 'level2ce', on: '2026-09-03', outcome: 'fail', score: 381 },
      { exam: 'level2ce', on: '2027-04-20', outcome: 'scheduled', score: null },
    ],
    cycles: [{ year: 2027, outcome: 'applying', interviews: 1, changed: 'unknown' }],
    experience: [
      {
        kind: 'hands_on',
        place: 'us',
        months: 1,
        from: '2026-10',
        until: '2026-10',
        where: 'Lakeside Behavioral Health',
        role: 'sub-intern',
        specialty: 'psychiatry',
      },
    ],
  },
  soap: {
    on: 2027,
    targets: [],
    order: [],
    sent: [],
    contacts: [
      {
        id: 'contact1',
        program: "St. Luke's Hospital",
        at: '2027-03-16T13:00:00Z',
        how: 'call',
        applied: true,
      },
    ],
    offers: [],
    done: [],
  },
  practice: [
    { exam: 'level2ce', form: 'COMSAE 111', score: 402, on: '2026-11-02' },
    { exam: 'level2ce', form: 'COMSAE 112', score: 468, on: '2027-02-20' },
  ],
  letterhead: { name: 'Dana Whitfield', degree: 'DO', school: 'Lakeside College', aamcId: '23456789' },
  story: {
    cause: 'I sat the exam in the middle of two audition rotations and studied in the evenings only.',
    changes: [{ what: 'six protected study hours on four days a week', since: '2026-10' }],
    strengths: ['calm interviews with patients in crisis', 'formulations that hold up'],
    field: 'Psychiatry is where I listen best.',
    plan: 'After graduation I will work as a psychiatric technician until training begins.',
  },
};

/** Graduate of a school abroad who applies for the third time, with two failed Steps behind them. */
const reapplicant: Told = {
  profile: {
    type: 'non_us_img',
    graduated: 2019,
    target: 'family',
    usMonths: 3,
    exams: [
      { exam: 'step1', on: '2021-02', outcome: 'fail', score: null },
      { exam: 'step1', on: '2021-09', outcome: 'fail', score: null },
      { exam: 'step1', on: '2022-06', outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2023-07', outcome: 'fail', score: 209 },
      { exam: 'step2ck', on: '2024-03', outcome: 'pass', score: 231 },
      { exam: 'step3', on: '2026-08', outcome: 'pass', score: 214 },
    ],
    cycles: [
      { year: 2026, outcome: 'unmatched', interviews: 2, changed: 'yes' },
      { year: 2025, outcome: 'no_rank_list', interviews: 0, changed: 'no' },
    ],
    experience: [
      {
        kind: 'hands_on',
        place: 'us',
        months: 3,
        from: '2025-11',
        until: '2026-01',
        where: 'Mercy Family Health',
        role: 'extern',
        specialty: 'family',
      },
      {
        kind: 'clinical_work',
        place: 'elsewhere',
        months: 30,
        where: 'Civil Hospital, Karachi',
        until: '2024-12',
      },
    ],
  },
  letterhead: {
    name: 'Ayesha Khan',
    degree: 'MBBS',
    school: 'Dow Medical College',
    country: 'Pakistan',
    aamcId: '34567890',
  },
  story: {
    cause: 'I prepared alone, without practice exams, while I worked full time.',
    changes: [
      { what: 'a study group that met four times a week', since: '2023-10' },
      { what: 'twelve practice exams before the second sitting', since: null },
      { what: 'three months of supervised work in a US clinic', since: '2025-11' },
    ],
    strengths: ['care for patients in three languages', 'follow-up that does not get lost'],
    field: 'In Karachi I saw the same families for years, and that is the medicine I want to practice.',
    plan: 'I will spend two more months at Mercy Family Health this spring.',
  },
};

/** Matched to an advanced position as one of a couple, and looks for a first year. No exam was ever failed. */
const firstYear: Told = {
  profile: {
    type: 'us_md',
    graduated: 2027,
    target: 'prelim_ty',
    couples: 'yes',
    exams: [
      { exam: 'step1', on: '2024-05', outcome: 'pass', score: null },
      { exam: 'step2ck', on: '2026-07', outcome: 'pass', score: 251 },
    ],
    cycles: [{ year: 2027, outcome: 'advanced_only', interviews: 11, changed: 'unknown' }],
    experience: [
      {
        kind: 'hands_on',
        place: 'us',
        months: 1,
        from: '2026-08',
        until: '2026-08',
        where: 'Harbor Medical Center',
        role: 'acting intern',
        specialty: 'surgery',
      },
    ],
  },
  letterhead: { name: 'Noor El-Amin', degree: 'MD', school: 'Northern Medical School', aamcId: '45678901' },
  story: {
    cause: 'I ranked too few preliminary programs near my partner.',
    changes: [{ what: 'a list that reaches over three states', since: '2027-03' }],
    strengths: ['admissions that are complete on the first pass', 'steady nights'],
    field:
      'I start in radiology a year later, and I want to read images as somebody who has treated the patients.',
    plan: 'My partner trains in Boston, and I can move anywhere within a drive of it.',
  },
};

export const PEOPLE = { usMd, osteopath, reapplicant, firstYear } as const satisfies Readonly<
  Record<string, Told>
>;
export type Who = keyof typeof PEOPLE;

export const WHO = Object.keys(PEOPLE).filter((name): name is Who => Object.hasOwn(PEOPLE, name));

const ON_A_FAILURE = [
  'exam-update',
  'explanation-written',
  'explanation-spoken',
  'explanation-short',
  'failure-narrative',
];
const AFTER_A_SEASON = ['feedback-request', 'networking', 'reconnect', 'reapplicant-paragraph'];

/** Templates that speak of something that has not happened to them. */
export const LACKS: Readonly<Record<Who, readonly string[]>> = {
  usMd: ['exam-update'],
  osteopath: AFTER_A_SEASON,
  reapplicant: ['exam-update'],
  firstYear: ON_A_FAILURE,
};

/** When each of them asks. */
export const MOMENTS: Readonly<Record<Who, string>> = {
  usMd: '2026-11-27T17:00Z',
  osteopath: '2027-03-16T15:00Z',
  reapplicant: '2026-04-10T15:00Z',
  firstYear: '2027-04-08T15:00Z',
};

const PROGRAM = {
  kind: 'program',
  name: "St. Luke's Hospital",
  place: 'Toledo',
  known: ['interviewed'],
} as const;
const DOCTOR = {
  kind: 'attending',
  name: 'Dr. Lee',
  program: 'County Hospital',
  known: ['rotated'],
} as const;

/** A record with whom the text is for: a doctor where the template names one, else a program. */
export function groundsFor(who: Who, template: Template): Grounds {
  const to = template.uses.includes('doctor') ? DOCTOR : PROGRAM;
  return groundsSchema.parse({ ...PEOPLE[who], to: { ...to, known: [...to.known] } });
}

/** Something true for each slot that only an answer fills, as a person would say it. */
const ANSWERS: Answers = {
  point: 'more recent clinical work',
  went_well: 'the family meetings that we led together on the stroke service',
  learned: 'how to go through a chest film',
  cases: 'a first seizure in clinic\nthe sepsis audit',
  due: 'August 30',
  dates: 'for four weeks between May and July 2027',
  grades: 'honors in medicine\nhigh pass in surgery',
  reason: 'your clinic for patients without insurance',
  detail: 'how your interns run the refugee clinic',
  document: 'my third letter of recommendation',
  weakness: 'my lack of recent clinical work',
  shown: 'My attendings now ask me to lead the morning sign-out.',
  why_you: 'you have trained residents who came from schools like mine',
  day: 'December 12',
  when: 'on a weekday evening in the next two weeks',
  together: 'at County Hospital from March to April 2025',
  moment:
    'A retired bus driver came back every week that spring, first for his sugar and then for the talk. By May he knew his numbers better than I did, and he had walked four miles.',
  goal: 'look after the same families for years',
  lesson: 'to ask what a person can no longer do, and what they miss',
  day_at_work:
    'On a Friday in August we had nine admissions before midnight. I saw each patient first, wrote the notes as I went, and called every family back before I left.',
  team: 'the admissions of a busy evening, with the notes done before handoff',
  use: 'become a safe and quick intern',
  case: 'A patient of ours was about to go home with two anticoagulants on his list. I called both clinics, found out which one had stopped hers, and changed the list with the pharmacist. Since then I read every list aloud to the patient before the discharge.',
  since_then: 'I looked for work that brings me close to patients, and I found it.',
  seek: 'that sees many uninsured patients and teaches at the bedside',
};

/** Where one name means two things. */
const OTHERS: Readonly<Record<string, Answers>> = {
  'soap-reply': { reason: 'most of my patients so far spoke Spanish, as many of yours do' },
};

/** The answers to what the record does not hold: slots without a source, and where and when two people worked together. */
export function answersFor({ id, slots, uses }: Template): Answers {
  const open = Object.entries(slots).flatMap(([name, { from }]) => (from ? [] : [name]));
  const names = [...open, ...uses.filter((name) => name === 'together')];
  const all: Answers = { ...ANSWERS, ...OTHERS[id] };
  return Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
}
