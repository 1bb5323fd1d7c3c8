import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { instantSchema } from '#core/time/instant.ts';

/** What was told for one text alone, by the name of its slot; a list has one item a line. */
export const answersSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  z.string().trim().min(1).max(1_200),
);
export type Answers = Readonly<z.infer<typeof answersSchema>>;

/** Characters of a text, of all its earlier versions together, and how many of those are kept. */
export const DRAFT_LIMITS = { text: 8_000, earlier: 20_000, versions: 10, dismissed: 60 } as const;
const textSchema = z.string().max(DRAFT_LIMITS.text);

/** What a paper of the kind `draft` holds. */
export const draftSchema = z.object({
  kind: draftKindSchema,
  /** An id of `templates/*.md`; null: a text of the person's own. */
  template: z.string().max(40).nullable(),
  /** The one of the record's people that it is for. */
  person: idSchema.nullable(),
  answers: answersSchema.default({}),
  subject: z.string().max(300).nullable(),
  text: textSchema,
  /** What the template gave last: where `text` is another one, somebody edited it. */
  filled: textSchema,
  /** Findings that the person has read and keeps as they are, by their keys. */
  dismissed: z.array(z.string().max(200)).max(DRAFT_LIMITS.dismissed).default([]),
  /** Earlier texts, the latest first. */
  versions: z
    .array(z.object({ at: instantSchema, text: textSchema }))
    .max(DRAFT_LIMITS.versions)
    .default([]),
});
export type Draft = z.infer<typeof draftSchema>;
