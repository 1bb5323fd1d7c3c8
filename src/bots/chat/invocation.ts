import { z } from 'zod';
import { attachmentSchema, MOST_ATTACHMENTS } from '#bots/chat/attachment.ts';
import { platformSchema } from '#core/platform.ts';

/** The longest text that a person may send us; longer ones get a sentence, not a cut. */
export const MAX_TEXT = 2000;

/** The community where something was done. A private chat is not one: nobody else sees it. */
export const placeSchema = z.object({
  /** The server or group, by its id on the platform. */
  community: z.string().min(1).max(64),
  channel: z.string().max(64).nullable(),
  /** The platform says that this person may manage the community. */
  canManage: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

/** A message a person refers to: forwarded, or chosen with a message command. */
export const quotedSchema = z.object({
  text: z.string(),
  /** Whether the person wrote it; null if the platform does not say. */
  isOwn: z.boolean().nullable(),
});
export type Quoted = z.infer<typeof quotedSchema>;

/** What a person did, without anything specific to a platform. */
export const invocationSchema = z.object({
  platform: platformSchema,
  /** The person's id on the platform. */
  user: z.string().min(1).max(64),
  /** The private channel or chat, if the platform has given it: reminders go there. */
  address: z.string().max(64).nullable(),
  /** Null: in private. */
  place: placeSchema.nullable().default(null),
  attachments: z.array(attachmentSchema).max(MOST_ATTACHMENTS).default([]),
  quoted: quotedSchema.nullable().default(null),
  input: z.discriminatedUnion('kind', [
    /** `options` are named values (Discord, playground); `rest` is what was typed after the command (Telegram). */
    z.object({
      kind: z.literal('command'),
      name: z.string(),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      rest: z.string(),
    }),
    /** A button's `verb:id`, exactly as it came. */
    z.object({ kind: z.literal('press'), button: z.string() }),
    /** A typed answer to the question that `token` names (a modal, a page form). */
    z.object({ kind: z.literal('answer'), token: z.string(), value: z.string() }),
    /** Answers to a whole page of questions, by question id. */
    z.object({
      kind: z.literal('page'),
      token: z.string(),
      values: z.record(z.string().max(20), z.union([z.string(), z.array(z.string().max(100)).max(25)])),
    }),
    /** A plain message: the answer to the open question, if there is one. */
    z.object({ kind: z.literal('text'), text: z.string() }),
    /** What a message says after an edit: checked for danger, and otherwise ignored. */
    z.object({ kind: z.literal('edit'), text: z.string() }),
  ]),
});
/** As a front passes it in, leaving out what does not apply. */
export type Invocation = z.input<typeof invocationSchema>;
/** The same after the check, with nothing left out. */
export type Received = z.output<typeof invocationSchema>;
export type Input = Invocation['input'];
