import { z } from 'zod';

/** By school and citizenship: a US green-card holder from a school abroad counts as `non_us_img`, as the NRMP counts. */
export const applicantTypeSchema = z.enum(['us_md', 'us_do', 'us_img', 'non_us_img']);
export type ApplicantType = z.infer<typeof applicantTypeSchema>;

export const examSchema = z.enum(['step1', 'step2ck', 'step3', 'level1', 'level2ce', 'level3']);
export type Exam = z.infer<typeof examSchema>;

/** A plain fact about a person. `unknown` covers "not asked" and "not sure" alike and never counts as held. */
export const factSchema = z.enum(['yes', 'no', 'unknown']);
export type Fact = z.infer<typeof factSchema>;

/** `YYYY-MM`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** One sitting of an exam, or one that is to come (`scheduled`). `pending`: taken, result not out. */
export const attemptSchema = z.object({
  exam: examSchema,
  on: monthSchema.nullable(),
  outcome: z.enum(['pass', 'fail', 'pending', 'scheduled', 'incomplete']),
  /** Three digits; null where there is none or it was not told. */
  score: z.int().min(0).max(999).nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** One season of applying. `year` is the year of its Match; null: an earlier one, year not told. */
export const cycleSchema = z.object({
  year: z.int().min(1990).max(2100).nullable(),
  outcome: z.enum(['applying', 'unmatched', 'no_rank_list', 'prelim_only', 'advanced_only', 'matched']),
  interviews: z.int().min(0).max(200).nullable(),
  /** Whether the big problems had really been changed before this cycle. */
  changed: factSchema,
});
export type Cycle = z.infer<typeof cycleSchema>;

const fact = factSchema.default('unknown');

/** What a person told about themselves. Every field may be missing: `{}` is a valid profile in which nothing is known. */
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
  /** Ids of `config/knowledge/specialties.yaml`. */
  target: z.string().max(40).nullable().default(null),
  acceptable: z.array(z.string().max(40)).max(20).default([]),
  /** Registered with the NRMP for the running Match. */
  registered: fact,
  /** A pathway is in place, and it and the exams are verified by ECFMG. IMGs only. */
  pathway: fact,
  /** The school has verified that the person can start on 1 July. US graduates only. */
  schoolVerified: fact,
});
export type Profile = z.infer<typeof profileSchema>;

/** Somebody we know nothing about yet. */
export const EMPTY_PROFILE: Profile = profileSchema.parse({});
