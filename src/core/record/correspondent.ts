import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { factSchema } from '#core/record/profile.ts';
import { instantSchema } from '#core/time/instant.ts';

export const CORRESPONDENT_LIMITS = { people: 200, log: 60 } as const;

/** One thing that the applicant and someone else said to each other, in either direction. */
export const messageSchema = z.object({
  at: instantSchema,
  from: z.enum(['me', 'them']),
  /** What it was: a kind of draft if it was written with one. */
  kind: z.union([draftKindSchema, z.enum(['mail', 'call', 'meeting', 'interview', 'other'])]),
  /** They said no, or asked to be left alone; only if `from` is `them`. */
  refused: z.boolean().default(false),
  /** They asked for no more messages; left out: they did not. */
  asksNone: z.literal(true).optional(),
  /** Whether the applicant had applied there when they got in touch in SOAP; left out: nobody asked. */
  applied: z.boolean().optional(),
  /** What was said, in the person's own words. */
  says: z.string().trim().max(300).nullable().default(null),
  /** The day from which they want to hear again, in the person's zone; only if `from` is `them`. Left out: not said. */
  later: z.iso.date().optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const knownSchema = z.enum(['interviewed', 'conversation', 'rotated', 'letter', 'applied']);
export type Known = z.infer<typeof knownSchema>;

/** What a letter writer is given to write from. */
export const materialSchema = z.enum(['cv', 'statement', 'cases']);
export type Material = z.infer<typeof materialSchema>;

const day = z.iso.date().nullable().default(null);

/** A letter of recommendation from one person, from the request to the application. Days are in the person's zone. */
export const letterSchema = z.object({
  asked: day,
  /** `hesitant`: better no letter than that one. */
  answer: z.enum(['open', 'strong', 'hesitant', 'no']).default('open'),
  /** What was handed over. */
  given: z.array(materialSchema).max(3).default([]),
  /** The day by which they said it would be there. */
  promised: day,
  received: day,
  /** When it was assigned to programs. */
  assigned: day,
  /** The field that it is for: an id of `config/knowledge/specialties.yaml`. */
  field: z.string().max(40).nullable().default(null),
});
export type Letter = z.infer<typeof letterSchema>;

export const correspondentKindSchema = z.enum([
  'program',
  'attending',
  'letter_writer',
  'mentor',
  'school',
  'resident',
  'place',
]);
export type CorrespondentKind = z.infer<typeof correspondentKindSchema>;

/** A program or a person that the applicant writes to. */
export const correspondentSchema = z.object({
  id: idSchema,
  kind: correspondentKindSchema,
  /** As the person writes it: "Dr. Lee", "St. Luke's Family Medicine". */
  name: z.string().trim().min(1).max(100),
  /** The program or hospital that someone belongs to; a program belongs to itself. */
  program: z.string().trim().min(1).max(100).nullable().default(null),
  /** City or region. */
  place: z.string().trim().min(1).max(80).nullable().default(null),
  /** An id from `config/knowledge/specialties.yaml`. */
  specialty: z.string().max(40).nullable().default(null),
  /** How they know each other; empty: they do not, or we were not told. */
  known: z.array(knownSchema).max(5).default([]),
  /** They asked for no messages. */
  wantsNone: z.boolean().default(false),
  /** The applicant put the next message off to this day. What etiquette says still holds. */
  notBefore: z.iso.date().nullable().default(null),
  /** When the applicant let a follow-up be: none comes until something new is said. */
  restedAt: instantSchema.optional(),
  /** The applicant would really train there. */
  wouldTrain: factSchema.default('unknown'),
  /** Oldest first. */
  log: z.array(messageSchema).max(CORRESPONDENT_LIMITS.log).default([]),
  /** What they said about the application. */
  feedback: z.string().trim().max(1_000).nullable().default(null),
  /** The letter that they write, or were asked for. */
  letter: letterSchema.nullable().default(null),
  note: z.string().trim().max(500).nullable().default(null),
});
export type Correspondent = z.infer<typeof correspondentSchema>;
