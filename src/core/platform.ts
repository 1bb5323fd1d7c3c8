import { z } from 'zod';
import type { Reply } from '#core/reply.ts';

export const platformSchema = z.enum(['discord', 'telegram', 'playground']);
export type Platform = z.infer<typeof platformSchema>;

/** Why a platform will never take this message for this person. */
export const refusalSchema = z.enum(['closed', 'blocked', 'gone', 'never_started']);
export type Refusal = z.infer<typeof refusalSchema>;

/** The platform answered: this person cannot be reached there now. Final, never retried. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`the platform refused the message: ${refusal}`);
    this.refusal = refusal;
  }
}

/**
 * The platform asked to wait: with everything, or only with messages to this chat; Telegram does not say which.
 * `retryAfterMs` is its own figure.
 */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly retryAfterMs: number;
  readonly scope: 'platform' | 'chat' | 'unknown';
  constructor(retryAfterMs: number, scope: BusyError['scope']) {
    super(`the platform asked to wait ${retryAfterMs} ms`);
    this.retryAfterMs = retryAfterMs;
    this.scope = scope;
  }
}

/** The platform refused the payload itself: our bug. Final, never retried. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
}

/** Nothing was answered, or a 5xx: worth another try. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** The closed family of what may go wrong when a platform is asked for something. */
export type PlatformError = UnreachableError | BusyError | RejectedError | UnavailableError;

export interface Recipient {
  /** The person's id on the platform. */
  readonly user: string;
  /** The private channel or chat to write to, where it is known already. */
  readonly address: string | null;
}

export interface Sent {
  /** The private channel or chat that was used, to be kept for the next time. */
  readonly address: string;
}

/** Waits until a platform takes another request from us: a turn is one request of its budget. */
export type NextTurn = () => Promise<void>;

/** What a platform offers to the delivery jobs: one private message to one person. */
export interface Sender {
  readonly platform: Platform;
  /**
   * Sends one private message. `nonce` (25 characters at most) is the same for each try of one delivery, so that a
   * platform which can recognise a repeat does. `nextTurn` is awaited before each request after the first one.
   * @throws {PlatformError}
   */
  send(to: Recipient, reply: Reply, nonce: string, nextTurn?: NextTurn): Promise<Sent>;
}

/** What one platform still takes from us, counted over all processes, as far as an answer has to know. */
export interface Pace {
  /**
   * Takes the next turn for a message that somebody is waiting for.
   * @returns milliseconds to wait before it is sent
   */
  answer(): Promise<number>;
  /**
   * The platform asked to wait: where it meant all of us, everyone does.
   * @param chat whatever names the chat that was written to
   * @returns whom it meant, also where it did not say
   */
  busy(chat: string, error: BusyError): Promise<'platform' | 'chat'>;
  /** Everyone waits for so many milliseconds. */
  hold(ms: number): Promise<void>;
}
