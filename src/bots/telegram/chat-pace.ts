import type { Rate } from '#bots/telegram/limits.ts';

/** When each chat may be written to again. Times in milliseconds. */
export interface ChatPace {
  /**
   * @returns 0 if the chat accepts a message now, which is then counted; otherwise how long to wait before asking again
   */
  take(chat: number): number;
  /** The chat asked us to wait; a longer wait stays in force. */
  hold(chat: number, ms: number): void;
  /** How long the chat must still wait because it asked to; 0: not at all. */
  held(chat: number): number;
}

/** With this many chats, we look for ones that no longer have to wait. */
const TIDY_ABOVE = 1_000;

/**
 * One message every `everyMs`, with `burst` at once after a silence:
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm.
 * @param rateOf the pace of a chat
 * @param now a clock that never jumps
 */
export function createChatPace(
  rateOf: (chat: number) => Rate,
  now: () => number = () => performance.now(),
): ChatPace {
  /** When enough silence has passed for everything that was sent. */
  const even = new Map<number, number>();
  const holds = new Map<number, number>();

  function left(times: ReadonlyMap<number, number>, chat: number): number {
    return Math.max((times.get(chat) ?? 0) - now(), 0);
  }

  function tidy(times: Map<number, number>): void {
    if (times.size <= TIDY_ABOVE) return;
    for (const chat of times.keys()) if (left(times, chat) === 0) times.delete(chat);
  }

  return {
    take(chat) {
      const { burst, everyMs } = rateOf(chat);
      const debtMs = left(even, chat);
      const waitMs = Math.max(debtMs - (burst - 1) * everyMs, left(holds, chat));
      if (waitMs > 0) return waitMs;
      tidy(even);
      even.set(chat, now() + debtMs + everyMs);
      return 0;
    },
    hold(chat, ms) {
      tidy(holds);
      holds.set(chat, Math.max(holds.get(chat) ?? 0, now() + ms));
    },
    held: (chat) => left(holds, chat),
  };
}
