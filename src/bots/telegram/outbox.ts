import { setTimeout as sleep } from 'node:timers/promises';
import { createChatPace } from '#bots/telegram/chat-pace.ts';
import { isNotModified, toPlatformError } from '#bots/telegram/errors.ts';
import { type ChatRate, LIMITS } from '#bots/telegram/limits.ts';
import { BusyError, type Pace, UnavailableError } from '#core/platform.ts';

/** Writes to chats as fast as Telegram allows, and tries again after faults that pass. */
export interface Outbox {
  /**
   * Makes one write once the chat and the platform allow it. If a chat asks us to wait, we wait; an error that may pass
   * is retried with growing pauses. Anyone writing to a chat awaits one write before the next, which keeps the order.
   * @param options.isUrgent ignores this chat's own pace, but never a wait that Telegram asked for
   * @throws {PlatformError} if the error cannot pass, or has not passed after `options.tries`
   */
  write(chat: number, work: () => Promise<void>, options?: Options): Promise<void>;
}

interface Options {
  readonly isUrgent?: boolean;
  readonly tries?: number;
}

export interface OutboxOptions {
  /** If absent, only chats are counted. */
  readonly pace?: Pace;
  /** Ends all waiting. */
  readonly giveUp: AbortSignal;
  /** The pace of private chats and of groups; tests pass their own. */
  readonly rate?: ChatRate;
  /** Milliseconds between tries; the last value is used for all that follow. */
  readonly pauses?: readonly number[];
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { pace, giveUp, rate = LIMITS.chatRate, pauses = LIMITS.retryPausesMs } = options;
  const chats = createChatPace((chat) => (isGroup(chat) ? rate.group : rate.private));
  /** Until when Telegram has asked all of us to wait, by this process's clock. */
  let closedUntil = 0;

  async function rest(ms: number): Promise<void> {
    giveUp.throwIfAborted();
    if (ms > 0) await sleep(ms, undefined, { signal: giveUp });
  }

  async function turn(chat: number, isUrgent: boolean): Promise<void> {
    const ask = (): number => (isUrgent ? chats.held(chat) : chats.take(chat));
    for (let waitMs = ask(); waitMs > 0; waitMs = ask()) await rest(waitMs);
    await rest((await pace?.answer()) ?? 0);
    // Turns given out before Telegram asked us to wait are too early.
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
