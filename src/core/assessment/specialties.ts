import { z } from 'zod';
import { type Condition, conditionSchema, judge, type Truth } from '#core/assessment/condition.ts';
import type { Facts } from '#core/assessment/fields.ts';
import { citationSchema } from '#core/source.ts';

const idSchema = z.string().regex(/^[a-z0-9_]{1,20}$/);

/** Fields by how feasible they are after a failure or an unmatched cycle. An adviser's opinion, editable. */
export const specialtiesSchema = z
  .strictObject({
    tiers: z.array(
      z.strictObject({
        id: idSchema,
        label: z.string().min(1),
        /** When a field of this tier is above a profile; left out means never. */
        above: conditionSchema.optional(),
        /** False: nothing that was read places these fields, so nothing is said about their reach. */
        placed: z.boolean().default(true),
        source: citationSchema,
      }),
    ),
    specialties: z.array(z.strictObject({ id: idSchema, name: z.string().min(1).max(40), tier: idSchema })),
  })
  .superRefine(({ tiers, specialties }, issue) => {
    for (const [index, { tier }] of specialties.entries()) {
      if (tiers.some(({ id }) => id === tier)) continue;
      issue.addIssue({ code: 'custom', path: ['specialties', index, 'tier'], message: `no tier "${tier}"` });
    }
  });
export type Specialties = z.infer<typeof specialtiesSchema>;

/** Whether a field is above a profile. Null: no such field, or what decides it is not known. */
export function isAbove(specialties: Specialties, id: string | null, facts: Facts): Truth {
  const specialty = specialties.specialties.find((candidate) => candidate.id === id);
  if (!specialty) return null;
  const tier = specialties.tiers.find(({ id: named }) => named === specialty.tier);
  if (tier?.placed === false) return null;
  const above: Condition | undefined = tier?.above;
  return above ? judge(above, facts) : false;
}

/** Whether anything that was read places a field. */
export function isPlaced({ tiers, specialties }: Specialties, id: string): boolean {
  const specialty = specialties.find((candidate) => candidate.id === id);
  return tiers.find(({ id: tier }) => tier === specialty?.tier)?.placed ?? true;
}
