import { z } from 'zod';
import { type Attachment, AttachmentError, MOST_ATTACHMENTS } from '#bots/chat/attachment.ts';
import { invocationSchema } from '#bots/chat/invocation.ts';
import type { Part } from '#core/reply.ts';

/** Base64 of two megabytes: far more than a table or a statement needs. */
export const MOST_BASE64 = 2_800_000;

/** Someone with a browser or a script: an id of their own choice, kept by the page. */
export const personSchema = z.string().regex(/^[\w-]{1,64}$/);

/** A file in the body of a call. */
const fileSchema = z.object({
  name: z.string().max(255),
  mediaType: z.string().max(127).default(''),
  base64: z.base64().max(MOST_BASE64),
  /** Of a recording, as the browser reads it; the sound itself stays there. */
  seconds: z.number().min(0).max(86_400).nullable().default(null),
});
export type WireFile = z.infer<typeof fileSchema>;

/** A file of a call, for a command to read. */
export function attachment({ name, mediaType, base64, seconds }: WireFile): Attachment {
  const bytes = Buffer.from(base64, 'base64');
  return {
    // What a recording is called is no word of anybody's.
    name: seconds === null ? name : '',
    mediaType,
    bytes: bytes.length,
    seconds,
    async read(most) {
      if (bytes.length > most) throw new AttachmentError('too_large');
      return bytes;
    },
  };
}

/** Body of `POST /api/invoke`. */
export const invokeSchema = z.object({
  person: personSchema,
  input: invocationSchema.shape.input,
  files: z.array(fileSchema).max(MOST_ATTACHMENTS).default([]),
});

/** Body of `POST /api/forward`, query of `GET /api/stream`. */
export const whoSchema = z.object({ person: personSchema });

/** Query of `GET /api/suggest`. */
export const suggestSchema = z.object({
  person: personSchema.optional(),
  command: z.string().max(64),
  option: z.string().max(64),
  typed: z.string().max(200),
});

/** A value as JSON carries it: bytes become base64. */
export type Wire<T> = T extends Uint8Array ? string : T extends object ? { [K in keyof T]: Wire<T[K]> } : T;
export type WirePart = Wire<Part>;
export type WireReply = readonly WirePart[];
export interface WireAnswer {
  readonly reply: WireReply;
  readonly redraw: boolean;
}

/** JSON of plain data: mdast nodes lose their `position`, bytes become base64. */
export function toJson(value: object): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, item: unknown): unknown {
    if (key === 'position') return undefined;
    const raw = this[key];
    return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : item;
  });
}
