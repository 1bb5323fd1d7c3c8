import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { taskRuleSchema } from '#core/knowledge/plans.ts';
import { citationSchema } from '#core/knowledge/source.ts';
import { words } from '#core/knowledge/words.ts';

/** `shadow.yaml`: what to do alongside SOAP, so that nobody starts from zero if it brings no offer. */
export const shadowSchema = z.strictObject({
  tracks: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z_]{1,20}$/),
        label: words(60),
        /** Percentage of the effort, as the article advises. It is not a statistic. */
        share: z.int().min(1).max(100),
        when: conditionSchema.optional(),
        steps: z
          .array(
            taskRuleSchema.extend({
              /** Days from today, or from the end of the current SOAP. If there is none, those count from today as well. */
              at: z.strictObject({ anchor: z.enum(['today', 'soap_ends']), days: z.int().min(0) }),
              covers: z.array(z.string()).default([]),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  source: citationSchema,
});
export type Shadow = z.infer<typeof shadowSchema>;
export type Track = Shadow['tracks'][number];
