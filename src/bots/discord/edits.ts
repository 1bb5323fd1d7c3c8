import { z } from 'zod';

/** A private message after a person edited it. */
export interface EditedMessage {
  readonly id: string;
  /** When it was edited, in epoch milliseconds. */
  readonly at: number;
  readonly user: string;
  readonly channel: string;
  readonly text: string;
}

/** https://discord.com/developers/docs/events/gateway-events#message-update, outside servers only. */
const packetSchema = z.object({
  t: z.literal('MESSAGE_UPDATE'),
  d: z.object({
    id: z.string(),
    channel_id: z.string(),
    guild_id: z.undefined().optional(),
    author: z.object({ id: z.string(), bot: z.literal(false).optional() }),
    content: z.string(),
    // Null if Discord itself changed it, for example to add a link preview.
    edited_timestamp: z.iso.datetime({ offset: true }),
  }),
});

/**
 * Reads a gateway packet; null if it is anything else. discord.js itself reports nothing about a message in a chat that
 * it has not seen since it started.
 */
export function editIn(packet: unknown): EditedMessage | null {
  const parsed = packetSchema.safeParse(packet);
  if (!parsed.success) return null;
  const { id, channel_id: channel, author, content: text, edited_timestamp: at } = parsed.data.d;
  return { id, at: Date.parse(at), user: author.id, channel, text };
}
