import { z } from 'zod';
import { crisisSchema } from '#core/crisis.ts';
import { sourceSchema } from '#core/source.ts';

/** What an adviser edits in `config/knowledge`, parsed. Code holds no advice, no threshold and no date. */
export const knowledgeSchema = z.object({
  sources: z.record(z.string(), sourceSchema),
  crisis: crisisSchema,
});
export type Knowledge = z.infer<typeof knowledgeSchema>;
