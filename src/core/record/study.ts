import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { examSchema } from '#core/record/profile.ts';
import { practiceSchema } from '#core/record/story.ts';
import { instantSchema } from '#core/time/instant.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';

/** Fourteen months with a check on every day, and room for scores, meetings and corrections. */
export const STUDY_LIMITS = { log: 600, away: 40 } as const;
/** In hexadecimal digits. */
export const SEAL_LENGTH = 32;
export const sealSchema = z.string().regex(/^[0-9a-f]{32}$/);

const words = (max: number) => z.string().trim().min(1).max(max);

/** How a week of study is set up, from a day on. The latest one that has begun is in force. */
export const routineSchema = z.object({
  exam: examSchema,
  /** 1 (Monday) to 7, in order. None: from that day on there are no checks. */
  days: z.array(z.int().min(1).max(7)).max(7),
  /** When the check comes, wall clock in the person's zone. */
  time: timeOfDaySchema,
  /** Hours a week. */
  hours: z.number().min(1).max(100),
  /** The first day on which it holds. */
  from: z.iso.date(),
});
export type Routine = z.infer<typeof routineSchema>;

/** What was said about one day of study. A later one for the same day replaces it. */
export const checkSchema = z.object({
  on: z.iso.date(),
  /**
   * `excused`: a day that was let go. It neither breaks a run nor makes it longer. `missed`: it was asked about, and no answer
   * had come by the next check; a day that was never asked about has no entry.
   */
  answer: z.enum(['done', 'partly', 'not', 'excused', 'missed']),
  hours: z.number().min(0).max(24).nullable().default(null),
  /** Blocks of questions. */
  blocks: z.int().min(0).max(40).nullable().default(null),
  /** The share of them that was right. */
  percent: z.int().min(0).max(100).nullable().default(null),
});
export type Check = z.infer<typeof checkSchema>;

/** The rule for sitting or moving an exam, agreed on while calm. */
export const agreementSchema = z.object({
  exam: examSchema,
  /** The exam's day, and the day on which the rule is applied. */
  sits: z.iso.date(),
  decides: z.iso.date(),
  /** So many of the latest self-assessments have to be at or above the line, on the exam's scale. */
  latest: z.int().min(1).max(5),
  line: z.int().min(1).max(999),
  /** Those older than this many weeks on the day of the decision do not count; null: all count. */
  weeks: z.int().min(1).max(52).nullable().default(null),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** Something that happened in studying for an exam. */
export const happenedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('routine'), routine: routineSchema }),
  z.object({ kind: z.literal('check'), check: checkSchema }),
  z.object({ kind: z.literal('score'), score: practiceSchema }),
  /** Someone looked over the work: a tutor, a dean, a mentor. */
  z.object({ kind: z.literal('oversight'), on: z.iso.date(), who: words(60), what: words(200) }),
  z.object({ kind: z.literal('agreement'), agreement: agreementSchema }),
  /** An earlier entry was wrong. It stays in the log, and counts no more. */
  z.object({ kind: z.literal('withdrawn'), entry: idSchema }),
]);
export type Happened = z.infer<typeof happenedSchema>;

export const entrySchema = z.object({
  id: idSchema,
  /** When it was written down. */
  at: instantSchema,
  what: happenedSchema,
  /** The hash of this entry and of the seal before it, so that a later change shows. */
  seal: sealSchema,
});
export type Entry = z.infer<typeof entrySchema>;

/** A day to sit an exam that a plan of study was made for. It is no booking, and no text may say that it is. */
export const aimSchema = z.object({
  exam: examSchema,
  day: z.iso.date(),
  /** The first day of the plan, or of the latest change to it. */
  from: z.iso.date(),
  /** Hours of the whole plan that lie before `from`. */
  done: z.number().min(0).max(5000).default(0),
});
export type Aim = z.infer<typeof aimSchema>;

/** Studying for an exam. Whatever happened is in the log; the rest of it follows from there. */
export const studySchema = z.object({
  /** Oldest first. Entries are only ever added. */
  log: z.array(entrySchema).max(STUDY_LIMITS.log).default([]),
  /** The seal of the last entry that had to go to make room; null: none has. */
  root: sealSchema.nullable().default(null),
  /** Hours a week that the person really has; null: not told. */
  hours: z.number().min(0).max(100).nullable().default(null),
  /** Days, both included, on which life leaves no room for study. */
  away: z
    .array(z.object({ from: z.iso.date(), until: z.iso.date() }))
    .max(STUDY_LIMITS.away)
    .default([]),
  /** The day that the person aims at, and since when; null: none was agreed on. A day they booked is in their exams. */
  aim: aimSchema.nullable().default(null),
});
export type Study = z.infer<typeof studySchema>;
export const EMPTY_STUDY: Study = studySchema.parse({});
