import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Telegram } from 'telegraf';
import { clientOptions, post } from '#bots/telegram/api.ts';
import { isWrongToken, toPlatformError, WRONG_TOKEN } from '#bots/telegram/errors.ts';
import { render } from '#bots/telegram/render.ts';
import type { Sender } from '#core/platform.ts';

/** How many deliveries' progress is remembered; the oldest is forgotten first. */
const REMEMBERED = 1_000;

export interface SenderOptions {
  readonly token: string;
  /** Root of a Bot API server; null: Telegram's own. */
  readonly apiUrl: string | null;
  readonly log: Logger;
}

/** Sends private messages without receiving updates, for delivery jobs. */
export function createTelegramSender({ token, apiUrl, log }: SenderOptions): Sender {
  const telegram = new Telegram(token, clientOptions(apiUrl));
  /**
   * How many messages of each delivery were accepted. Telegram has no nonce, so another try continues after them. If
   * all were accepted and only the record could not be marked, nothing is sent again.
   */
  const taken = new LRUCache<string, number>({ max: REMEMBERED });
  let isTold = false;

  return {
    platform: 'telegram',
    async send(to, reply, nonce, nextTurn) {
      const address = to.address ?? to.user;
      const sends = render(reply);
      const first = taken.get(nonce) ?? 0;
      for (let index = first; index < sends.length; index++) {
        const send = sends[index];
        if (index > first) await nextTurn?.();
        if (send) await attempt(() => post(telegram, { chat: Number(address) }, send));
        taken.set(nonce, index + 1);
      }
      return { address };
    },
  };

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const mapped = toPlatformError(error);
      if (isWrongToken(error) && !isTold) log.error(WRONG_TOKEN);
      isTold = isWrongToken(error);
      log.debug({ reason: mapped.message }, 'Telegram did not take a message');
      throw mapped;
    }
  }
}
