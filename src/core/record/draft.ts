import { z } from 'zod';
import { idSchema } from '#core/id.ts';
import { draftKindSchema } from '#core/record/draft-kind.ts';
import { instantSchema } from '#core/time/instant.ts';

/** What was told for this text alone, by slot name; a list has one item a line. */
export const answersSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  z.string().trim().min(1).max(1_200),
);
export type Answers = Readonly<z.infer<typeof answersSchema>>;

/** The maximum characters of a text and of all its earlier versions together, and how many of those are kept. */
export const DRAFT_LIMITS = { text: 28_000, earlier: 28_000, versions: 10, dismissed: 60 } as const;
const textSchema = z.string().max(DRAFT_LIMITS.text);

/** What a paper of kind `draft` holds. */
export const draftSchema = z.object({
  kind: draftKindSchema,
  /** The id of a file in `templates/*.md`; null: the person's own text. */
  template: z.string().max(40).nullable(),
  /** Whom it is for, among the record's people. */
  person: idSchema.nullable(),
  answers: answersSchema.default({}),
  subject: z.string().max(300).nullable(),
  text: textSchema,
  /** What the template last produced: if `text` differs, someone has edited it. */
  filled: textSchema,
  /** The keys of findings that the person has read and chosen to leave as they are. */
  dismissed: z.array(z.string().max(200)).max(DRAFT_LIMITS.dismissed).default([]),
  /** Earlier texts, latest first. */
  versions: z
    .array(z.object({ at: instantSchema, text: textSchema }))
    .max(DRAFT_LIMITS.versions)
    .default([]),
});
export type Draft = z.infer<typeof draftSchema>;
