import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { instantSchema } from '#core/time/instant.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';
import { zoneSchema } from '#core/time/zone.ts';

export const INTERVIEW_LIMITS = { planned: 60, attempts: 160, ofOne: 10, findings: 12, parts: 6 } as const;

const nameSchema = z.string().max(40);

/** How an interview was, in the person's eyes. */
export const wentSchema = z.enum(['well', 'mixed', 'hard', 'cancelled']);
export type Went = z.infer<typeof wentSchema>;

/** An interview with a program, as the invitation says it. */
export const plannedInterviewSchema = z.object({
  id: idSchema,
  /** "St. Luke's FM". */
  program: z.string().trim().min(1).max(100),
  /** The program among the person's people; null: not among them. */
  contact: idSchema.nullable().default(null),
  /** Day and hour in `zone`; null: the hour is not known yet. */
  on: z.iso.date(),
  time: timeOfDaySchema.nullable().default(null),
  zone: zoneSchema,
  format: z.enum(['video', 'phone', 'in_person']).nullable().default(null),
  /** Null: not told. */
  went: wentSchema.nullable().default(null),
});
export type PlannedInterview = z.infer<typeof plannedInterviewSchema>;

/** How well an answer came, which decides when it is practised again. */
export const gradeSchema = z.enum(['again', 'hard', 'good']);
export type Grade = z.infer<typeof gradeSchema>;

/** One answer to one question. */
export const attemptSchema = z.object({
  id: idSchema,
  question: nameSchema,
  at: instantSchema,
  way: z.enum(['typed', 'voice']),
  seconds: z.int().min(0).max(3_600),
  /** The parts that it had, of so many that it needs. */
  parts: z.array(nameSchema).max(INTERVIEW_LIMITS.parts),
  needs: z.int().min(0).max(INTERVIEW_LIMITS.parts),
  /** The categories of what was found in it. */
  findings: z.array(nameSchema).max(INTERVIEW_LIMITS.findings).default([]),
  grade: gradeSchema,
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Questions one after the other, and a look back at the end. */
export const mockSchema = z.object({
  at: instantSchema,
  questions: z.array(nameSchema).min(1).max(7),
  /** The attempt at each question so far. */
  done: z.array(idSchema).max(7).default([]),
});
export type Mock = z.infer<typeof mockSchema>;

/** Interviews and practice for them. When a question is due follows from the attempts. */
export const interviewingSchema = z.object({
  planned: z.array(plannedInterviewSchema).max(INTERVIEW_LIMITS.planned).default([]),
  /** Oldest first. */
  attempts: z.array(attemptSchema).max(INTERVIEW_LIMITS.attempts).default([]),
  /** The hour at which practice that is due is said; null: it is not. */
  remindAt: timeOfDaySchema.nullable().default(null),
  /** Reminders were offered once. */
  offered: z.boolean().default(false),
  mock: mockSchema.nullable().default(null),
});
export type Interviewing = z.infer<typeof interviewingSchema>;
export const EMPTY_INTERVIEWING: Interviewing = interviewingSchema.parse({});

/** The latest answers as they were typed: a paper, since they are too long for the record. */
export const answersPaperSchema = z.object({
  answers: z
    .array(z.object({ attempt: idSchema, question: nameSchema, text: z.string().max(4_000) }))
    .max(60),
});
export type AnswersPaper = z.infer<typeof answersPaperSchema>;
