import { z } from 'zod';
import { audienceSchema, channelSchema, slotNameSchema, slotSchema } from '#core/knowledge/drafts.ts';
import { words } from '#core/knowledge/words.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';

/**
 * One template: a text in Liquid and what it needs to know. From `templates/*.md`; the text is the part below the front
 * matter.
 */
export const templateSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    kind: draftKindSchema,
    title: words(60),
    purpose: words(240),
    /** When it may be sent, and when it helps. */
    when: words(240),
    language: z.literal('en'),
    /** Set only if they differ from those of its kind. */
    audience: audienceSchema.optional(),
    channel: channelSchema.optional(),
    /** Fields, as ids from `specialties.yaml`, for which it is preferred to the others of its kind. */
    fields: z.array(z.string()).default([]),
    subject: z.string().min(1).max(160).optional(),
    /** Slots that are declared in `drafts.yaml`. */
    uses: z.array(slotNameSchema).default([]),
    slots: z.record(slotNameSchema, slotSchema).default({}),
    /** What to look out for while editing it. */
    rules: z.array(words(160)).min(1).max(6),
    body: z.string().min(1).max(8_000),
  })
  .superRefine(({ uses, slots }, issue) => {
    for (const [index, name] of uses.entries()) {
      if (Object.hasOwn(slots, name) || uses.indexOf(name) !== index)
        issue.addIssue({ code: 'custom', path: ['uses', index], message: `"${name}" is declared twice` });
    }
  });
export type Template = z.infer<typeof templateSchema>;
