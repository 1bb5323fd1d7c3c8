import { z } from 'zod';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';
import { correspondentKindSchema } from '#core/record/correspondent.ts';
import { sentKindSchema } from '#core/record/draft-kind.ts';

/** `outreach.yaml`: what follows a message that nobody answered, and how many letters a field needs. */
export const outreachSchema = z.strictObject({
  follow_up: z.strictObject({
    /** Days after which a follow-up is let rest. */
    rest_days: z.int().min(14).max(180),
    /** What follows a message that was logged without its kind, by whom it went to. Anybody else: nothing. */
    plain: z.partialRecord(correspondentKindSchema, sentKindSchema),
    source: citationSchema,
  }),
  letters: z.strictObject({
    /** How many letters a field needs, and how many a program takes. */
    per_field: z
      .strictObject({ least: z.int().min(1), most: z.int().min(1).max(20) })
      .refine(({ least, most }) => least <= most, 'the least is more than the most'),
    hesitant: words(200),
    source: citationSchema,
  }),
});
export type Outreach = z.infer<typeof outreachSchema>;
