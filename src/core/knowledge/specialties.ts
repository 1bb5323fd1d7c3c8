import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

const idSchema = z.string().regex(/^[a-z0-9_]{1,20}$/);

/** Fields by how feasible they are after a failure or an unmatched cycle. An adviser's opinion, editable. */
export const specialtiesSchema = z
  .strictObject({
    tiers: z.array(
      z.strictObject({
        id: idSchema,
        label: words(),
        /** When a field of this tier is above a profile; left out means never. */
        above: conditionSchema.optional(),
        /** False: nothing that was read places these fields, so nothing is said about their reach. */
        placed: z.boolean().default(true),
        source: citationSchema,
      }),
    ),
    specialties: z.array(z.strictObject({ id: idSchema, name: words(40), tier: idSchema })),
  })
  .superRefine(({ tiers, specialties }, issue) => {
    for (const [index, { tier }] of specialties.entries()) {
      if (tiers.some(({ id }) => id === tier)) continue;
      issue.addIssue({ code: 'custom', path: ['specialties', index, 'tier'], message: `no tier "${tier}"` });
    }
  });
export type Specialties = z.infer<typeof specialtiesSchema>;
