import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { TelegramError } from 'telegraf';
import { toPlatformError } from '#bots/telegram/errors.ts';
import { BusyError } from '#core/platform.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A wrong token is put right by a person, not by asking again. */
const WRONG_TOKEN_WAIT_MS = 300_000;

/**
 * Runs `connect` again, with growing pauses, whenever it ends, until `signal` says stop. `connect` calls its argument
 * whenever the connection has proved to work, which makes the next pause a short one.
 */
export async function supervise(
  connect: (works: () => void) => Promise<void>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await connect(() => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      const waitMs = pause(error, failures);
      failures += 1;
      if (isWrongToken(error))
        log.error({ waitMs }, 'Telegram does not know this token: check TELEGRAM_TOKEN');
      else
        log.warn(
          { waitMs, reason: toPlatformError(error).message },
          'Telegram connection ended, trying again',
        );
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** 404 is what the server says to a token of the wrong shape. */
function isWrongToken(error: unknown): boolean {
  return error instanceof TelegramError && (error.code === 401 || error.code === 404);
}

function pause(error: unknown, failures: number): number {
  if (isWrongToken(error)) return WRONG_TOKEN_WAIT_MS;
  const grown = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  const mapped = toPlatformError(error);
  return mapped instanceof BusyError ? Math.max(mapped.retryAfterMs, grown) : grown;
}
