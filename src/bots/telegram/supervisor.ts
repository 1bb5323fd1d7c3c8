import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isWrongToken, toPlatformError, WRONG_TOKEN } from '#bots/telegram/errors.ts';
import { BusyError } from '#core/platform.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A wrong token has to be fixed by a person, so asking again does not help. */
const WRONG_TOKEN_WAIT_MS = 300_000;

/**
 * Runs `connect` again, with growing pauses, whenever it ends, until `signal` says stop. `connect` calls its argument
 * once the connection has proved to work, which makes the next pause a short one.
 */
export async function supervise(
  connect: (works: () => void) => Promise<void>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  let isTokenWrong = false;
  while (!signal.aborted) {
    try {
      await connect(() => {
        failures = 0;
        if (isTokenWrong) log.info('Telegram answers again');
        isTokenWrong = false;
      });
    } catch (error) {
      if (signal.aborted) return;
      const waitMs = pause(error, failures);
      failures += 1;
      const reason = toPlatformError(error).message;
      if (!isWrongToken(error)) log.warn({ waitMs, reason }, 'Telegram connection ended, trying again');
      // Reported once. It is then retried silently, since a person may fix it at Telegram.
      else if (!isTokenWrong) log.error(WRONG_TOKEN);
      isTokenWrong = isWrongToken(error);
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }
}

function pause(error: unknown, failures: number): number {
  if (isWrongToken(error)) return WRONG_TOKEN_WAIT_MS;
  const grown = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  const mapped = toPlatformError(error);
  return mapped instanceof BusyError ? Math.max(mapped.retryAfterMs, grown) : grown;
}
