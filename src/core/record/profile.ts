import { z } from 'zod';

/**
 * By school and citizenship. A US green-card holder from a school abroad counts as `non_us_img`, which is how the NRMP
 * counts.
 */
export const applicantTypeSchema = z.enum(['us_md', 'us_do', 'us_img', 'non_us_img']);
export type ApplicantType = z.infer<typeof applicantTypeSchema>;

export const examSchema = z.enum(['step1', 'step2ck', 'step3', 'level1', 'level2ce', 'level3']);
export type Exam = z.infer<typeof examSchema>;

/** A plain fact about a person. `unknown` covers both "not asked" and "not sure", and never counts as true. */
export const factSchema = z.enum(['yes', 'no', 'unknown']);
export type Fact = z.infer<typeof factSchema>;

/** `YYYY-MM`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** `YYYY-MM-DD` if the day is known, or else `YYYY-MM`: under an exam's rules a single day can decide. */
export const dayOrMonthSchema = z.union([monthSchema, z.iso.date()]);

/** One sitting of an exam, past or to come (`scheduled`). `pending`: taken, but the result is not out. */
export const attemptSchema = z.object({
  exam: examSchema,
  on: dayOrMonthSchema.nullable(),
  outcome: z.enum(['pass', 'fail', 'pending', 'scheduled', 'incomplete']),
  /** Three digits; null if there is none or we were not told. */
  score: z.int().min(0).max(999).nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

const fact = factSchema.default('unknown');
/** An id from `config/knowledge/specialties.yaml`. */
const specialty = z.string().max(40);
const reuseSchema = z.enum(['tailored', 'recycled', 'unknown']).default('unknown');

/** One stretch of work or training, of one kind and in one place. */
export const experienceSchema = z.object({
  /** `hands_on`: presents patients and writes notes, supervised. `observing`: only watches. */
  kind: z.enum(['hands_on', 'observing', 'clinical_work', 'research', 'other']),
  place: z.enum(['us', 'elsewhere']),
  months: z.number().min(0).max(480),
  /** Its last month; null if we were not told, or it is still going on. */
  until: monthSchema.nullable().default(null),
  /** Whether it is still going on; absent if we were not told. */
  ongoing: z.boolean().optional(),
  specialty: specialty.nullable().default(null),
  /** Its first month. */
  from: monthSchema.optional(),
  /** The hospital, practice or laboratory, and the person's role there. */
  where: z.string().trim().min(1).max(80).optional(),
  role: z.string().trim().min(1).max(80).optional(),
});

/** One letter of recommendation, in hand or promised. */
export const letterSchema = z.object({
  from: z.enum(['us_hands_on', 'us_other', 'elsewhere']),
  specialty: specialty.nullable().default(null),
  strong: fact,
  year: z.int().min(1990).max(2100).nullable().default(null),
});

/** Something in the record that programs ask about. */
export const flagSchema = z.object({
  kind: z.enum(['professionalism', 'leave', 'remediation']),
  /** Whether the application explains it plainly. */
  explained: fact,
});

/** Strengths that a score does not show; article B, section 2. */
export const strengthSchema = z.enum([
  'evaluations',
  'upward_trend',
  'commitment',
  'faculty_support',
  'research',
  'clinical_work',
]);

/** One season of applying. `year` is the year of its Match; null: an earlier one whose year we were not told. */
export const cycleSchema = z.object({
  year: z.int().min(1990).max(2100).nullable(),
  /**
   * `withdrawn`: withdrawn before the Match, for instance because of illness; it does not count as an unmatched year.
   */
  outcome: z.enum([
    'applying',
    'unmatched',
    'no_rank_list',
    'prelim_only',
    'advanced_only',
    'matched',
    'withdrawn',
  ]),
  interviews: z.int().min(0).max(200).nullable(),
  /** Whether the big problems had really been changed before this cycle. */
  changed: factSchema,
  specialties: z.array(specialty).max(10).default([]),
  programs: z.int().min(0).max(2000).nullable().default(null),
  ranked: z.int().min(0).max(300).nullable().default(null),
  /** Null: no SOAP, or not told. */
  soap: z
    .object({
      applications: z.int().min(0).max(200).nullable().default(null),
      interviews: z.int().min(0).max(200).nullable().default(null),
      specialties: z.array(specialty).max(10).default([]),
    })
    .nullable()
    .default(null),
  statement: reuseSchema,
  /** The field that the statement was written for; null: several, or not told. */
  statementField: specialty.nullable().default(null),
  letters: reuseSchema,
});
export type Cycle = z.infer<typeof cycleSchema>;

export const visaStepSchema = z.enum(['nothing', 'chosen', 'in_process', 'granted']);

/** The nine census divisions that ERAS asks about, and "no ties to any". */
export const regionSchema = z.enum([
  'anywhere',
  'new_england',
  'middle_atlantic',
  'east_north_central',
  'west_north_central',
  'south_atlantic',
  'east_south_central',
  'west_south_central',
  'mountain',
  'pacific',
]);

/**
 * What a person told us about themselves. Every field may be missing: `{}` is a valid profile about which we know
 * nothing.
 */
export const profileSchema = z.object({
  type: applicantTypeSchema.nullable().default(null),
  graduated: z.int().min(1950).max(2100).nullable().default(null),
  exams: z.array(attemptSchema).max(40).default([]),
  /** Months of hands-on clinical work in the US. */
  usMonths: z.number().min(0).max(240).nullable().default(null),
  /** Getting US clinical experience before the next cycle is realistic. */
  usRealistic: fact,
  /** Strong letters from US faculty who supervised hands-on work. */
  strongLetters: z.int().min(0).max(20).nullable().default(null),
  /** More than minimal clinical work in the last year. */
  recentClinical: fact,
  /** A standout strength outside exams. */
  strength: fact,
  cycles: z.array(cycleSchema).max(20).default([]),
  /** Whether the big problems have really been changed since the latest cycle. */
  rebuilt: fact,
  /** Ids from `config/knowledge/specialties.yaml`. */
  target: z.string().max(40).nullable().default(null),
  acceptable: z.array(z.string().max(40)).max(20).default([]),
  /** Registered with the NRMP for the current Match. */
  registered: fact,
  /** A pathway is in place, and ECFMG has verified it and the exams. IMGs only. */
  pathway: fact,
  /** The Match for which that was told; null in records from before we kept it. */
  pathwayFor: z.int().min(1990).max(2100).nullable().default(null),
  /** Holds ECFMG's certificate, not just verified exams. IMGs only. */
  certificate: fact,
  /** The school has verified that the person can start on 1 July. US graduates only. */
  schoolVerified: fact,
  /** Needs a visa to train in the US. */
  visa: fact,
  /** How far a visa has got. */
  visaStep: visaStepSchema.nullable().default(null),
  /** Applies as part of a couple. */
  couples: fact,
  /** Where in the US the person has to be, as ERAS divides it; null: not told. */
  region: regionSchema.nullable().default(null),
  /** Programs that asked for no messages, in the person's words. */
  noMessages: z.array(z.string().min(1).max(80)).max(60).default([]),
  experience: z.array(experienceSchema).max(30).default([]),
  letters: z.array(letterSchema).max(20).default([]),
  flags: z.array(flagSchema).max(10).default([]),
  strengths: z.array(strengthSchema).max(10).default([]),
  /** Any position this year, or this specialty even if it takes longer. */
  priority: z.enum(['any_position', 'this_specialty']).nullable().default(null),
  /** What a year has room for: money for unpaid months, and months that are free for it. */
  life: z
    .object({
      money: z.enum(['none', 'tight', 'enough']).nullable().default(null),
      months: z.int().min(0).max(60).nullable().default(null),
    })
    .default({ money: null, months: null }),
  /** Ids of questions that were answered, including "not sure", so that none is asked twice. */
  answered: z.array(z.string().max(20)).max(80).default([]),
});
export type Profile = z.infer<typeof profileSchema>;

/** Someone we know nothing about yet. */
export const EMPTY_PROFILE: Profile = profileSchema.parse({});
