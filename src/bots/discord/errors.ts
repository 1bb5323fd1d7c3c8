import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import {
  BusyError,
  type PlatformError,
  RejectedError,
  UnavailableError,
  UnreachableError,
} from '#core/platform.ts';

const CLOSED: readonly unknown[] = [
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
];
const GONE: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.InvalidRecipients,
];
/** The interaction was answered too late, or twice: nobody is waiting for this answer any more. */
const LATE: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
];
/** Discord gives no wait time for "opening direct messages too fast"; its limit counts by the minute. */
const TOO_MANY_NEW_CHATS_MS = 60_000;

/**
 * What a failed call means for a delivery, according to
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes.
 * Errors from discord.js carry the whole request, so we keep only numbers from them.
 */
export function platformError(error: unknown): PlatformError {
  if (error instanceof UnreachableError || error instanceof BusyError) return error;
  if (error instanceof RejectedError || error instanceof UnavailableError) return error;
  if (error instanceof RateLimitError) return busy(error);
  if (!(error instanceof DiscordAPIError))
    return new UnavailableError(`Discord did not answer: ${cause(error)}`);
  if (CLOSED.includes(error.code)) return new UnreachableError('closed');
  if (GONE.includes(error.code)) return new UnreachableError('gone');
  if (error.code === RESTJSONErrorCodes.OpeningDirectMessagesTooFast)
    return new BusyError(TOO_MANY_NEW_CHATS_MS, 'chat');
  // A wrong token has to be fixed by a person, and a refusal without a code comes from a proxy on the way.
  if (error.status === 401 || typeof error.code !== 'number')
    return new UnavailableError(`Discord refused the call: ${cause(error)}`);
  return new RejectedError(`Discord refused the message: ${cause(error)}`);
}

/**
 * A limit on one route comes with a figure. Without one, it is a limit on everything we do, or Cloudflare's ban of our
 * address.
 */
function busy({ retryAfter, sublimitTimeout, timeToReset, global, scope, limit }: RateLimitError): BusyError {
  const isWhole = global || scope === 'global' || !Number.isFinite(limit);
  const waitMs = Math.ceil(Math.max(retryAfter, sublimitTimeout, timeToReset));
  return new BusyError(waitMs, isWhole ? 'platform' : 'chat');
}

export const WRONG_TOKEN =
  'Discord does not accept the token in DISCORD_TOKEN: copy it again from the Bot page of the developer portal, then restart';

/** True for an answer that only a new token can change. */
export function isWrongToken(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401 && !LATE.includes(error.code);
}

/** True if there is nothing left to do but write a log line. */
export function isLate(error: unknown): boolean {
  return error instanceof DiscordAPIError && LATE.includes(error.code);
}

/** An error in a few words, with nothing that a person wrote and no token. */
export function cause(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.status} ${error.code}`;
  if (error instanceof HTTPError) return String(error.status);
  if (error instanceof RejectedError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}`;
}
