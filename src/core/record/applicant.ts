import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { platformSchema, refusalSchema } from '#core/platform.ts';
import { assessmentSchema } from '#core/record/assessment.ts';
import { CORRESPONDENT_LIMITS, correspondentSchema } from '#core/record/correspondent.ts';
import { EMPTY_INTERVIEWING, interviewingSchema } from '#core/record/interview.ts';
import { EMPTY_LETTERHEAD, letterheadSchema } from '#core/record/letterhead.ts';
import { PAPER_LIMITS, paperSchema } from '#core/record/paper.ts';
import { planSchema, taskSchema } from '#core/record/plan.ts';
import { EMPTY_PROFILE, profileSchema } from '#core/record/profile.ts';
import { reminderSchema } from '#core/record/reminder.ts';
import { EMPTY_SOAP, soapSchema } from '#core/record/soap.ts';
import { EMPTY_STORY, practiceSchema, storySchema } from '#core/record/story.ts';
import { EMPTY_STUDY, studySchema } from '#core/record/study.ts';
import { instantSchema } from '#core/time/instant.ts';
import { timeOfDaySchema } from '#core/time/wall.ts';
import { zoneSchema } from '#core/time/zone.ts';

export const settingsSchema = z.object({
  /** Null until the person has told us; nothing is planned before then. */
  zone: zoneSchema.nullable(),
  quiet: z.object({ from: timeOfDaySchema, to: timeOfDaySchema }).nullable(),
  /** ISO 3166-1 alpha-2, for helplines; null: unknown. */
  country: z.string().length(2).nullable(),
  paused: z.boolean(),
  /** Nothing is said before the morning of this day, in the person's zone. */
  pausedUntil: z.iso.date().nullish(),
  /** When a pause was ended by hand: reminders that waited for that are not late. */
  resumedAt: instantSchema.nullish(),
  /** Where the person wants to be written to; absent: wherever they were last seen. */
  writeTo: platformSchema.nullish(),
});

export const identitySchema = z.object({
  platform: platformSchema,
  user: z.string().min(1).max(64),
  /** Private channel or chat for reminders, once known. */
  address: z.string().max(64).nullable(),
  /** Null: open, as far as we know. */
  refusal: refusalSchema.nullable(),
  refusedAt: instantSchema.nullish(),
  seenAt: instantSchema,
});

export const LIMITS = { identities: 3, reminders: 200, assessments: 24, tasks: 60, practice: 120 } as const;

/** Everything the bot knows about one person: the whole record, exported and deleted as one. */
export const applicantSchema = z.object({
  schema: z.literal(2),
  id: idSchema,
  createdAt: instantSchema,
  identities: z.array(identitySchema).max(LIMITS.identities),
  settings: settingsSchema,
  profile: profileSchema,
  assessments: z.array(assessmentSchema).max(LIMITS.assessments),
  plan: planSchema.nullable(),
  tasks: z.array(taskSchema).max(LIMITS.tasks).default([]),
  reminders: z.array(reminderSchema).max(LIMITS.reminders),
  soap: soapSchema.default(EMPTY_SOAP),
  papers: z.array(paperSchema).max(PAPER_LIMITS.count).default([]),
  letterhead: letterheadSchema.default(EMPTY_LETTERHEAD),
  story: storySchema.default(EMPTY_STORY),
  /** Practice exams, the oldest first. */
  practice: z.array(practiceSchema).max(LIMITS.practice).default([]),
  /** Studying for an exam, and the log that shows it. */
  study: studySchema.default(EMPTY_STUDY),
  /** Interviews and practice for them. */
  interviewing: interviewingSchema.default(EMPTY_INTERVIEWING),
  /** Programs and people whom they write to. */
  people: z.array(correspondentSchema).max(CORRESPONDENT_LIMITS.people).default([]),
});
/** A record as it is read. A time zone we no longer know is asked for again, and nothing else is lost. */
export const storedApplicantSchema = applicantSchema.extend({
  settings: settingsSchema.extend({ zone: zoneSchema.nullable().catch(null) }),
});
/** A record as it is exported: each paper with its content. */
export const exportedApplicantSchema = applicantSchema.extend({
  papers: z.array(paperSchema.extend({ content: z.unknown() })).default([]),
});
export type Applicant = z.infer<typeof applicantSchema>;
export type Identity = z.infer<typeof identitySchema>;
export type PersonSettings = z.infer<typeof settingsSchema>;
export type NewIdentity = Pick<Identity, 'platform' | 'user' | 'address'>;

/** The record of someone we know nothing about yet except where to reach them. `now` is an ISO 8601 instant. */
export function newApplicant(id: string, identity: NewIdentity, now: string): Applicant {
  return {
    schema: 2,
    id,
    createdAt: now,
    identities: [{ ...identity, refusal: null, seenAt: now }],
    settings: { zone: null, quiet: { from: '22:00', to: '07:00' }, country: null, paused: false },
    profile: EMPTY_PROFILE,
    assessments: [],
    plan: null,
    tasks: [],
    reminders: [],
    soap: EMPTY_SOAP,
    papers: [],
    letterhead: EMPTY_LETTERHEAD,
    story: EMPTY_STORY,
    practice: [],
    study: EMPTY_STUDY,
    interviewing: EMPTY_INTERVIEWING,
    people: [],
  };
}
