import { TelegramError } from 'telegraf';
import {
  BusyError,
  type PlatformError,
  type Refusal,
  RejectedError,
  UnavailableError,
  UnreachableError,
} from '#core/platform.ts';

/**
 * Maps anything telegraf threw to the closed family. The result has a code and Telegram's fixed phrase, never the
 * payload (telegraf keeps it on its error) or an address with the token in it (node-fetch puts it in its messages).
 */
export function toPlatformError(error: unknown): PlatformError {
  if (isPlatformError(error)) return error;
  if (!(error instanceof TelegramError))
    return new UnavailableError(`Telegram did not answer: ${reason(error)}`);
  const { code, parameters } = error;
  if (code === 403) return new UnreachableError(refusal(error.description));
  // It does not say whether it means this chat or all of us.
  if (code === 429) return new BusyError((parameters?.retry_after ?? 1) * 1000, 'unknown');
  if (code === 400 && /chat not found|user not found|PEER_ID_INVALID/i.test(error.description)) {
    return new UnreachableError('never_started');
  }
  if (code === 400 || code === 413) return new RejectedError(phrase(error));
  return new UnavailableError(phrase(error));
}

export const WRONG_TOKEN =
  'Telegram does not accept the token in TELEGRAM_TOKEN: copy it again from @BotFather, then restart';

/** The server answers 404 to a token of the wrong shape. */
export function isWrongToken(error: unknown): boolean {
  return error instanceof TelegramError && (error.code === 401 || error.code === 404);
}

export function isPlatformError(error: unknown): error is PlatformError {
  return (
    error instanceof UnreachableError ||
    error instanceof BusyError ||
    error instanceof RejectedError ||
    error instanceof UnavailableError
  );
}

/** The wording of 403 is not documented; these are the texts that the Bot API server sends. */
function refusal(description: string): Refusal {
  if (description.includes('blocked')) return 'blocked';
  if (description.includes('deactivated')) return 'gone';
  if (description.includes("can't initiate")) return 'never_started';
  return 'closed';
}

/** Telegram quotes the text it could not parse after the second colon or in quotation marks: both are cut off. */
function phrase({ code, description }: TelegramError): string {
  const fixed = /^[^:"]*(?::[^:"]*)?/.exec(description)?.[0] ?? '';
  return `Telegram answered ${code}: ${fixed.trim()}`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** True for the answer to an edit that changes nothing, as after a second press of the same button. */
export function isNotModified(error: unknown): boolean {
  return error instanceof TelegramError && error.description.includes('message is not modified');
}

/**
 * An error for the log: where it came from, without the properties that libraries attach to theirs (payloads,
 * arguments).
 */
export function describe(error: unknown): string {
  if (isPlatformError(error)) return `${error.name}: ${error.message}`;
  if (error instanceof TelegramError) return phrase(error);
  return error instanceof Error ? (error.stack ?? error.name) : 'unknown';
}
