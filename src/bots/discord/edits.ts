import { z } from 'zod';

/** A private message after a person changed it. */
export interface EditedMessage {
  readonly id: string;
  /** When it was changed, in epoch milliseconds. */
  readonly at: number;
  readonly user: string;
  readonly channel: string;
  readonly text: string;
}

/** https://discord.com/developers/docs/events/gateway-events#message-update, only outside servers. */
const packetSchema = z.object({
  t: z.literal('MESSAGE_UPDATE'),
  d: z.object({
    id: z.string(),
    channel_id: z.string(),
    guild_id: z.undefined().optional(),
    author: z.object({ id: z.string(), bot: z.literal(false).optional() }),
    content: z.string(),
    // Null where Discord itself changed it, such as for the preview of a link.
    edited_timestamp: z.iso.datetime({ offset: true }),
  }),
});

/**
 * Reads a packet of the gateway; null when it is anything else. discord.js itself tells nothing of a message in a chat that
 * it has not seen since the start.
 */
export function editIn(packet: unknown): EditedMessage | null {
  const parsed = packetSchema.safeParse(packet);
  if (!parsed.success) return null;
  const { id, channel_id: channel, author, content: text, edited_timestamp: at } = parsed.data.d;
  return { id, at: Date.parse(at), user: author.id, channel, text };
}
