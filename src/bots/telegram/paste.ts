import { LIMITS } from '#bots/telegram/limits.ts';
import type { Message } from '#bots/telegram/update.ts';

/** Telegram's apps look for a good place to cut, so a first piece may be somewhat shorter than the limit. */
const SHORTEST_PIECE = 3_000;
/** Pieces of one text are sent at once. */
const TOGETHER_SECONDS = 1;
/** Chats whose last text may go on; the oldest is forgotten first. */
const REMEMBERED = 1_000;

/**
 * Tells the rest of a text that was too long from an answer. Telegram's apps cut a text into messages of at most 4,096:
 * the first is refused for its length, and what follows directly behind it must not be taken for something else.
 */
export function createPasteGuard(): (message: Message | undefined) => boolean {
  const pieces = new Map<number, { readonly id: number; readonly date: number }>();
  return (message) => {
    if (message?.text === undefined) return false;
    const { chat, message_id: id, date, text } = message;
    const before = pieces.get(chat.id);
    // Our answer to the first piece would have taken the next number: a person who has read it is never cut off.
    const isRest = before !== undefined && id === before.id + 1 && date - before.date <= TOGETHER_SECONDS;
    pieces.delete(chat.id);
    if (text.length > SHORTEST_PIECE && text.length <= LIMITS.text) pieces.set(chat.id, { id, date });
    const [oldest] = pieces.keys();
    if (pieces.size > REMEMBERED && oldest !== undefined) pieces.delete(oldest);
    return isRest;
  };
}
