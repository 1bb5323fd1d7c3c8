import { z } from 'zod';
import { applicantSchema } from '#core/record/applicant.ts';
import { correspondentSchema } from '#core/record/correspondent.ts';
import { zoneSchema } from '#core/time/zone.ts';

/** Whom a text is for, with everything said in both directions; they need not be among the people kept. */
export const addresseeSchema = correspondentSchema.omit({ id: true });
export type Addressee = z.infer<typeof addresseeSchema>;

/** What a text may be based on: the parts of a record that a draft states, and whom it is for. */
export const groundsSchema = applicantSchema
  .pick({
    profile: true,
    soap: true,
    letterhead: true,
    story: true,
    practice: true,
    study: true,
    people: true,
  })
  .extend({
    to: addresseeSchema.nullable().default(null),
    /** Days are counted in this zone. */
    settings: z.object({ zone: zoneSchema.nullable().default(null) }).default({ zone: null }),
  });
export type Grounds = z.infer<typeof groundsSchema>;
