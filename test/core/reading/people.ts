import { type Cycle, cycleSchema, type Profile } from '#core/record/profile.ts';
import { ck, person, step1 } from '../assessment/people.ts';

export { ck, knowledge, NOW, person, step1 } from '../assessment/people.ts';

export function ended(year: number, told: Partial<Cycle> = {}): Cycle {
  return cycleSchema.parse({ year, outcome: 'unmatched', interviews: null, changed: 'no', ...told });
}

export function soap(
  applications: number | null,
  interviews: number | null,
  specialties: string[] = [],
): NonNullable<Cycle['soap']> {
  return { applications, interviews, specialties };
}

const img = { type: 'non_us_img', graduated: 2023, visa: 'yes' } as const satisfies Partial<Profile>;
const passed = { exams: [step1, ck('pass', 245)] };

/** A dozen people, each with a story of their own. */
export const people = {
  nobody: person(),
  /** First time, nothing ended yet. */
  first: person({ ...img, ...passed, target: 'internal', cycles: [ended(2027, { outcome: 'applying' })] }),
  /** No interviews, no US months, papers used again. */
  silent: person({
    ...img,
    graduated: 2018,
    exams: [step1, ck('pass', 222)],
    usMonths: 0,
    strongLetters: 0,
    recentClinical: 'no',
    target: 'internal',
    cycles: [
      ended(2026, {
        interviews: 0,
        programs: 120,
        specialties: ['internal'],
        statement: 'recycled',
        letters: 'recycled',
        soap: soap(45, 0, ['internal', 'family']),
      }),
    ],
  }),
  /** Three interviews, one ranked. */
  rankedOne: person({
    ...img,
    ...passed,
    usMonths: 3,
    strongLetters: 3,
    recentClinical: 'yes',
    target: 'internal',
    cycles: [ended(2026, { interviews: 3, ranked: 1, specialties: ['internal'], statement: 'tailored' })],
  }),
  /** Five interviews, all ranked, nothing out of reach. */
  onlyInterviews: person({
    ...img,
    ...passed,
    usMonths: 3,
    strongLetters: 3,
    recentClinical: 'yes',
    target: 'internal',
    cycles: [ended(2026, { interviews: 5, ranked: 5, specialties: ['internal'], letters: 'tailored' })],
  }),
  /** Dermatology as a graduate from abroad, and in SOAP as well. */
  dreamer: person({
    ...img,
    ...passed,
    target: 'dermatology',
    acceptable: ['family', 'internal'],
    cycles: [
      ended(2026, {
        interviews: 0,
        specialties: ['dermatology'],
        soap: soap(10, 0, ['dermatology', 'plastics']),
      }),
    ],
  }),
  /** The article's example: internal work, psychiatry as target, surgery and pediatrics in SOAP. */
  scattered: person({
    ...img,
    ...passed,
    target: 'psychiatry',
    strengths: ['commitment'],
    experience: [
      { kind: 'hands_on', place: 'us', months: 2, until: '2026-08', specialty: 'internal' },
      { kind: 'research', place: 'us', months: 6, until: null, specialty: 'radiology' },
    ],
    letters: [{ from: 'us_hands_on', specialty: 'internal', strong: 'yes', year: 2025 }],
    cycles: [
      ended(2026, {
        interviews: 1,
        specialties: ['internal'],
        statement: 'recycled',
        statementField: 'internal',
        letters: 'recycled',
        soap: soap(40, 0, ['surgery', 'pediatrics']),
      }),
    ],
  }),
  /** The story of article B: a US graduate with a failed CK. */
  failedUs: person({
    type: 'us_md',
    graduated: 2026,
    exams: [step1, ck('fail', 206)],
    target: 'emergency',
    acceptable: ['family', 'prelim_ty'],
    flags: [{ kind: 'leave', explained: 'no' }],
    strengths: ['evaluations'],
    cycles: [ended(2026, { interviews: 2, ranked: 2, specialties: ['emergency'] })],
  }),
  /** Failed once, passed later by a wide margin. */
  recovered: person({
    ...img,
    exams: [step1, ck('fail', 205, '2024-03'), ck('pass', 240, '2025-09')],
    usMonths: 2,
    strongLetters: 2,
    recentClinical: 'yes',
    target: 'family',
    cycles: [ended(2026, { interviews: 2, ranked: 2, specialties: ['family'] })],
    flags: [{ kind: 'remediation', explained: 'yes' }],
    answered: ['flags', 'strengths'],
  }),
  /** An osteopathic graduate without a failure. */
  steadyDo: person({
    type: 'us_do',
    graduated: 2025,
    exams: [{ exam: 'level2ce', on: '2024-06', outcome: 'pass', score: null }],
    target: 'surgery',
    acceptable: ['internal'],
    cycles: [ended(2026, { interviews: 6, ranked: 6, specialties: ['surgery'] })],
  }),
  /** A US citizen from a school abroad, family medicine. */
  usImg: person({ ...img, type: 'us_img', visa: 'no', ...passed, target: 'family', cycles: [ended(2026)] }),
  /** Third time. */
  third: person({
    ...img,
    graduated: 2016,
    exams: [step1, ck('fail', 200, '2022-03'), ck('pass', 219, '2025-09')],
    usMonths: 1,
    strongLetters: 1,
    recentClinical: 'no',
    target: 'pathology',
    letters: [{ from: 'elsewhere', specialty: 'pathology', strong: 'yes', year: 2020 }],
    cycles: [
      ended(2024, { interviews: 1, specialties: ['surgery'] }),
      ended(2025, { interviews: 0, specialties: ['surgery'] }),
      ended(2026, { interviews: 0, specialties: ['family'], soap: soap(0, null) }),
    ],
  }),
} as const satisfies Record<string, Profile>;
