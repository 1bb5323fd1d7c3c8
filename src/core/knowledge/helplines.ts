import { z } from 'zod';
import { words } from '#core/knowledge/words.ts';

const confidenceSchema = z.enum(['V3', 'V2', 'O1', 'S1']);

const helplineSchema = z.strictObject({
  name: words(120),
  /** How to reach it, as whole sentences. */
  reach: words(200),
  /** Null: unknown. */
  hours: words(120).nullable(),
  /** Whom it is for, if it is not for everyone. */
  whom: words(200).optional(),
  languages: words(120).optional(),
  confidence: confidenceSchema,
  /** The newest date, `YYYY` or `YYYY-MM`, on which a source listed it; `~`: that source is a compilation. */
  seen: z
    .string()
    .regex(/^(~?\d{4}(-\d{2})?|undated)$/)
    .nullable(),
  sources: z.array(z.string()).min(1),
  note: words().optional(),
});

const countrySchema = z.strictObject({
  /** The number or numbers to call in an emergency. */
  emergency: z.string().min(1).max(120),
  /** `DISPUTED`: sources disagree, and all their numbers are given. */
  emergencyConfidence: z.enum([...confidenceSchema.options, 'DISPUTED']),
  emergencyNote: words().optional(),
  lines: z.array(helplineSchema),
  forDoctors: z.array(helplineSchema).default([]),
});

/** How someone in danger can reach a human: by country (ISO 3166-1 alpha-2), and directories for the rest. */
export const helplinesSchema = z
  .strictObject({
    directories: z.array(helplineSchema).min(1),
    countries: z.record(z.string().regex(/^[A-Z]{2}$/), countrySchema),
    sources: z.record(
      z.string(),
      z.strictObject({ address: z.string().min(1), what: z.string().min(1), date: z.string().min(1) }),
    ),
  })
  .superRefine(({ directories, countries, sources }, context) => {
    const check = (at: readonly PropertyKey[], lines: readonly z.infer<typeof helplineSchema>[]) => {
      for (const [index, line] of lines.entries()) {
        const stray = line.sources.find((id) => !(id in sources));
        if (stray === undefined) continue;
        context.addIssue({
          code: 'custom',
          path: [...at, index, 'sources'],
          message: `no source "${stray}"`,
        });
      }
    };
    check(['directories'], directories);
    for (const [code, { lines, forDoctors }] of Object.entries(countries)) {
      check(['countries', code, 'lines'], lines);
      check(['countries', code, 'forDoctors'], forDoctors);
    }
  });
export type Helplines = z.infer<typeof helplinesSchema>;
export type Helpline = z.infer<typeof helplineSchema>;
