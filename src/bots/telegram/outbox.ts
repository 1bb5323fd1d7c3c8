import { setTimeout as sleep } from 'node:timers/promises';
import { createChatPace } from '#bots/telegram/chat-pace.ts';
import { isNotModified, toPlatformError } from '#bots/telegram/errors.ts';
import { type ChatRate, LIMITS } from '#bots/telegram/limits.ts';
import { BusyError, type Pace, UnavailableError } from '#core/platform.ts';

/** Writes to chats as fast as Telegram takes it, and again where something passing was in the way. */
export interface Outbox {
  /**
   * Does one write, when the chat and the platform take it. A chat that asks to wait is waited for; an error that may pass is
   * tried again, with growing pauses. Whoever writes to one chat waits for one write before the next, which keeps the order.
   * @param options.isUrgent ahead of this chat's own pace, though never of a wait that Telegram asked for
   * @throws {PlatformError} what does not pass, or has not passed after `options.tries`
   */
  write(chat: number, work: () => Promise<void>, options?: Options): Promise<void>;
}

interface Options {
  readonly isUrgent?: boolean;
  readonly tries?: number;
}

export interface OutboxOptions {
  /** Left out, only chats are counted. */
  readonly pace?: Pace;
  /** Ends all waiting. */
  readonly giveUp: AbortSignal;
  /** The pace of private chats and of groups; tests bring their own. */
  readonly rate?: ChatRate;
  /** Milliseconds between tries; the last one stands for all that follow. */
  readonly pauses?: readonly number[];
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { pace, giveUp, rate = LIMITS.chatRate, pauses = LIMITS.retryPausesMs } = options;
  const chats = createChatPace((chat) => (isGroup(chat) ? rate.group : rate.private));
  /** Until when Telegram has asked all of us to wait, by the clock of this process. */
  let closedUntil = 0;

  async function rest(ms: number): Promise<void> {
    giveUp.throwIfAborted();
    if (ms > 0) await sleep(ms, undefined, { signal: giveUp });
  }

  async function turn(chat: number, isUrgent: boolean): Promise<void> {
    const ask = (): number => (isUrgent ? chats.held(chat) : chats.take(chat));
    for (let waitMs = ask(); waitMs > 0; waitMs = ask()) await rest(waitMs);
    await rest((await pace?.answer()) ?? 0);
    // Turns that were given before Telegram asked to wait come too early.
    while (performance.now() < closedUntil) await rest(closedUntil - performance.now());
  }

  async function wait(chat: number, error: BusyError): Promise<void> {
    const scope = (await pace?.busy(String(chat), error)) ?? 'chat';
    chats.hold(chat, error.retryAfterMs);
    if (scope === 'platform') closedUntil = Math.max(closedUntil, performance.now() + error.retryAfterMs);
  }

  return {
    async write(chat, work, { isUrgent = false, tries = LIMITS.tries } = {}) {
      for (let failures = 0; ; ) {
        await turn(chat, isUrgent);
        try {
          return await work();
        } catch (error) {
          if (isNotModified(error)) return;
          const mapped = toPlatformError(error);
          if (mapped instanceof BusyError) {
            await wait(chat, mapped);
            continue;
          }
          failures += 1;
          if (!(mapped instanceof UnavailableError) || failures >= tries) throw mapped;
          await rest(pauses[failures - 1] ?? pauses.at(-1) ?? 0);
        }
      }
    },
  };
}

/** https://core.telegram.org/bots/api#chat: groups have negative ids. */
function isGroup(chat: number): boolean {
  return chat < 0;
}
