import { z } from 'zod';
import { EVENTS, eventKeySchema } from '#core/knowledge/season.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

/** The parts of Match Week, in order. `before` is the time until it begins; `round` and `between` repeat. */
export const PHASES = [
  'before',
  'quiet',
  'status',
  'apply',
  'review',
  'round',
  'between',
  'closing',
  'open',
  'results',
] as const;
export const phaseSchema = z.enum(PHASES);
export type Phase = z.infer<typeof phaseSchema>;

const sentenceSchema = words(300);

/** A moment counted from an event in the season file. */
export const atSchema = z
  .strictObject({
    event: eventKeySchema,
    edge: z.enum(['start', 'end']).default('start'),
    minutes: z.int().default(0),
  })
  .refine(
    ({ event }) => EVENTS.indexOf(event) >= EVENTS.indexOf('quiet_begins'),
    'is no event of Match Week',
  );

const tellingSchema = z.strictObject({
  title: words(90),
  why: words(400),
  how: words(400),
});

/** What to say at a moment of the week. */
export const momentSchema = tellingSchema.extend({
  id: slugSchema,
  at: atSchema,
  /** Comes at its exact minute, even in quiet hours. */
  urgent: z.boolean().default(true),
  /** Not sent to anyone who has accepted an offer. */
  while_open: z.boolean().default(false),
  /** Sent instead to anyone with an offer waiting for an answer. */
  with_offer: tellingSchema.optional(),
  /** Its title once the next moment has come, for anyone who could not be told in time; absent: it is dropped then. */
  past: words(90).optional(),
  source: citationSchema,
});
export type MomentRule = z.infer<typeof momentSchema>;

/** `soap.yaml`: what to get ready, what to do in each part of the week, and what to say when. */
export const soapGuideSchema = z.strictObject({
  ready: z
    .array(
      z.strictObject({
        id: slugSchema,
        says: sentenceSchema,
        source: citationSchema,
      }),
    )
    .min(1),
  phases: z.record(
    phaseSchema,
    z.strictObject({ todo: z.array(sentenceSchema).min(1).max(6), source: citationSchema }),
  ),
  /** The article's steps, corrected where the rules say otherwise. */
  steps: z
    .array(
      z.strictObject({
        title: words(90),
        how: sentenceSchema,
        phase: phaseSchema,
        source: citationSchema,
      }),
    )
    .min(1),
  /** What the priority means for the list. */
  priority: z.strictObject({
    any_position: sentenceSchema,
    this_specialty: sentenceSchema,
    source: citationSchema,
  }),
  clusters: z.strictObject({
    a: sentenceSchema,
    b: sentenceSchema,
    c: sentenceSchema,
    source: citationSchema,
  }),
  offers: z.strictObject({
    arrives: z.array(sentenceSchema).min(1),
    none: z.array(sentenceSchema).min(1),
    over: z.array(sentenceSchema).min(1),
    source: citationSchema,
  }),
  moments: z.array(momentSchema).min(1),
});
