import { z } from 'zod';
import type { Reply } from '#core/reply.ts';

export const platformSchema = z.enum(['discord', 'telegram', 'playground']);
export type Platform = z.infer<typeof platformSchema>;

/** Why a platform will never accept this message for this person. */
export const refusalSchema = z.enum(['closed', 'blocked', 'gone', 'never_started']);
export type Refusal = z.infer<typeof refusalSchema>;

/** The platform answered that this person cannot be reached there now. Final: never retried. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`the platform refused the message: ${refusal}`);
    this.refusal = refusal;
  }
}

/**
 * The platform asked us to wait, either with everything or only with messages to this chat; Telegram does not say
 * which. `retryAfterMs` is the platform's own figure.
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

/** The platform rejected the payload itself, which is our bug. Final: never retried. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
}

/** No answer, or a 5xx: worth another try. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** Everything that can go wrong when we call a platform. The family is closed. */
export type PlatformError = UnreachableError | BusyError | RejectedError | UnavailableError;

export interface Recipient {
  /** The person's id on the platform. */
  readonly user: string;
  /** The private channel or chat to write to, if we already know it. */
  readonly address: string | null;
}

export interface Sent {
  /** The private channel or chat that was used, so that we can keep it for next time. */
  readonly address: string;
}

/** Waits until the platform accepts another request from us. A turn is one request from its budget. */
export type NextTurn = () => Promise<void>;

/** What a platform offers the delivery jobs: sending one private message to one person. */
export interface Sender {
  readonly platform: Platform;
  /**
   * Sends one private message. `nonce` (25 characters at most) is the same for every try of one delivery, so that a
   * platform that can recognise a repeat does so. `nextTurn` is awaited before each request after the first.
   * @throws {PlatformError}
   */
  send(to: Recipient, reply: Reply, nonce: string, nextTurn?: NextTurn): Promise<Sent>;
}

/** What one platform still accepts from us, counted over all processes, as far as an answer needs to know. */
export interface Pace {
  /**
   * Takes the next turn for a message that someone is waiting for.
   * @returns milliseconds to wait before it is sent
   */
  answer(): Promise<number>;
  /**
   * The platform asked us to wait. If it meant all of us, everyone waits.
   * @param chat anything that identifies the chat we wrote to
   * @returns whom it meant, including when it did not say
   */
  busy(chat: string, error: BusyError): Promise<'platform' | 'chat'>;
  /** Makes everyone wait this many milliseconds. */
  hold(ms: number): Promise<void>;
}
