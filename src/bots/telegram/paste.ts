import { MAX_TEXT } from '#bots/chat/invocation.ts';
import type { Message } from '#bots/telegram/update.ts';

/** Telegram's apps send the pieces of one text at once; nobody types that fast. */
const TOGETHER_SECONDS = 2;
/** Chats whose last text was too long; the oldest is forgotten first. */
const REMEMBERED = 1_000;

/**
 * Tells the rest of a text that was too long from an answer. Telegram's apps cut a text into messages of 4,096: the
 * first is refused for its length, and what comes along with it must not be taken for something else.
 */
export function createPasteGuard(): (message: Message | undefined) => boolean {
  const long = new Map<number, number>();
  return (message) => {
    if (message?.text === undefined) return false;
    const { chat, date, text } = message;
    const before = long.get(chat.id);
    const isRest = before !== undefined && date - before <= TOGETHER_SECONDS;
    long.delete(chat.id);
    if (isRest || text.length > MAX_TEXT) long.set(chat.id, date);
    const [oldest] = long.keys();
    if (long.size > REMEMBERED && oldest !== undefined) long.delete(oldest);
    return isRest;
  };
}
