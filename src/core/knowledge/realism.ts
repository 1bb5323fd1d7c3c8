import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { sentenceSchema, sentenceWith, titleSchema } from '#core/knowledge/sentence.ts';
import { slugSchema } from '#core/knowledge/slug.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { applicantTypeSchema } from '#core/record/profile.ts';

/**
 * How realistic a field is for one profile. `no_view`: our sources say nothing about it. `unknown`: answers are
 * missing.
 */
export const PLACES = ['open', 'depends', 'very_hard', 'off_table', 'no_view', 'unknown'] as const;
export type Place = (typeof PLACES)[number];

const quartilesSchema = z.tuple([z.int(), z.int(), z.int()]);

export const GROUPS = ['matched', 'not_matched'] as const;

const BANDS = ['below', 'lower', 'upper', 'above'] as const;

const bandsSchema = z.strictObject(
  Object.fromEntries(BANDS.map((band) => [band, sentenceWith(['score', 'field'])])) as Record<
    (typeof BANDS)[number],
    z.ZodString
  >,
);

const figureBlanks = sentenceWith(['lower', 'median', 'upper']);

/** `realism.yaml`. */
export const realismSchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  places: z.strictObject(
    Object.fromEntries(PLACES.map((place) => [place, titleSchema])) as Record<Place, typeof titleSchema>,
  ),
  /** Read from the top: the first entry for a field whose `when` holds says how realistic it is. */
  views: z.array(
    z
      .strictObject({
        tiers: z.array(slugSchema).optional(),
        fields: z.array(slugSchema).optional(),
        when: conditionSchema,
        place: z.enum(PLACES).exclude(['no_view', 'unknown']),
        why: sentenceSchema,
        source: citationSchema,
      })
      .refine(({ tiers, fields }) => (tiers === undefined) !== (fields === undefined), {
        message: 'needs either tiers or fields',
      }),
  ),
  /** For people about whom the two articles say nothing at all: one sentence instead of a list of fields. */
  silent: z.strictObject({ when: conditionSchema, says: sentenceSchema }),
  no_view: z.strictObject({ why: sentenceSchema, source: citationSchema }),
  unknown: z.strictObject({ why: sentenceSchema, source: citationSchema }),
  published: z.strictObject({
    year: z.int(),
    population: z.strictObject({ type: applicantTypeSchema, words: sentenceSchema }),
    source: citationSchema,
    figure: z.strictObject({ matched: figureBlanks, not_matched: figureBlanks }),
    position: z.strictObject({ matched: bandsSchema, not_matched: bandsSchema }),
    /** Why no figure is shown. */
    none: z.strictObject({ untold: sentenceSchema, other: sentenceSchema, field: sentenceSchema }),
    limits: z.array(sentenceSchema).min(1),
    fields: z.array(
      z.strictObject({
        field: slugSchema,
        matched: quartilesSchema,
        not_matched: quartilesSchema,
        note: sentenceSchema.optional(),
      }),
    ),
  }),
  supply: z.array(
    z.strictObject({ field: slugSchema, year: z.int(), says: sentenceSchema, source: citationSchema }),
  ),
});
export type RealismRules = z.infer<typeof realismSchema>;
