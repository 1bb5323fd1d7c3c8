import type { z } from 'zod';
import { applicantSchema } from '#core/record/applicant.ts';
import { correspondentSchema } from '#core/record/correspondent.ts';

/** Whom a text is for, with everything said in both directions; they need not be among the people kept. */
export const addresseeSchema = correspondentSchema.omit({ id: true });
export type Addressee = z.infer<typeof addresseeSchema>;

/** What a text may be based on: the parts of a record that a draft states, and whom it is for. */
export const groundsSchema = applicantSchema
  .pick({ profile: true, soap: true, letterhead: true, story: true, practice: true, people: true })
  .extend({ to: addresseeSchema.nullable().default(null) });
export type Grounds = z.infer<typeof groundsSchema>;
