import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

const idSchema = z.string().regex(/^[a-z0-9_]{1,20}$/);

/** Fields by how realistic they are after a failure or an unmatched cycle. An adviser's opinion; editable. */
export const specialtiesSchema = z
  .strictObject({
    tiers: z.array(
      z.strictObject({
        id: idSchema,
        label: words(),
        /** When a field in this tier is above a profile; absent: never. */
        above: conditionSchema.optional(),
        /** False: none of our sources places these fields, so we say nothing about whether they are within reach. */
        placed: z.boolean().default(true),
        source: citationSchema,
      }),
    ),
    specialties: z.array(
      z.strictObject({
        id: idSchema,
        name: words(40),
        tier: idSchema,
        /** What people write instead: with a capital letter only so, "FM"; else in any case. */
        also: z.array(z.string().min(1).max(40)).default([]),
      }),
    ),
  })
  .superRefine(({ tiers, specialties }, issue) => {
    for (const [index, { tier }] of specialties.entries()) {
      if (tiers.some(({ id }) => id === tier)) continue;
      issue.addIssue({ code: 'custom', path: ['specialties', index, 'tier'], message: `no tier "${tier}"` });
    }
  });
export type Specialties = z.infer<typeof specialtiesSchema>;
