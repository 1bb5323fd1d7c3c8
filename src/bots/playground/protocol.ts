import { z } from 'zod';
import { invocationSchema } from '#bots/chat/invocation.ts';
import type { Part } from '#core/reply.ts';

/** Whoever sits at a browser or writes a script: an id of their own choice, kept by the page. */
export const personSchema = z.string().regex(/^[\w-]{1,64}$/);

/** Body of `POST /api/invoke`. */
export const invokeSchema = z.object({ person: personSchema, input: invocationSchema.shape.input });

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
