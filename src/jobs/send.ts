import type { Logger } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import {
  BusyError,
  type NextTurn,
  type Platform,
  type Refusal,
  RejectedError,
  type Sender,
  UnreachableError,
} from '#core/platform.ts';
import type { Applicant, Identity } from '#core/record/applicant.ts';
import { markHeld, markRefused, markSent } from '#core/reminders/delivery.ts';
import type { Reply } from '#core/reply.ts';
import type { Metrics } from '#jobs/metrics.ts';

/** A platform's final answer to a delivery. It is not tried there again. */
export type Outcome =
  | { readonly kind: 'sent'; readonly at: Temporal.Instant; readonly address: string }
  | { readonly kind: 'refused'; readonly at: Temporal.Instant; readonly refusal: Refusal }
  | { readonly kind: 'rejected'; readonly at: Temporal.Instant };

export interface Delivery {
  /** The same for every try, so that the platform can recognise a repeat. */
  readonly name: string;
  /** Null: the person is no longer on this platform. */
  readonly to: Identity | null;
  readonly compose: () => Reply;
  /** Awaited before each request after the first one. */
  readonly nextTurn: NextTurn;
}

/**
 * Sends one delivery and counts how it went.
 * @throws {BusyError | UnavailableError} and anything else that is worth another try
 */
export async function send(
  { name, to, compose, nextTurn }: Delivery,
  house: {
    readonly sender: Sender;
    readonly now: () => Temporal.Instant;
    readonly metrics: Metrics;
    readonly log: Logger;
  },
): Promise<Outcome> {
  const { sender, now, metrics, log } = house;
  const { platform } = sender;
  if (!to) return { kind: 'refused', at: now(), refusal: 'gone' };
  try {
    const { address } = await sender.send({ user: to.user, address: to.address }, compose(), name, nextTurn);
    metrics.delivered(platform, 'sent');
    return { kind: 'sent', at: now(), address };
  } catch (error) {
    if (error instanceof UnreachableError) {
      metrics.delivered(platform, error.refusal);
      return { kind: 'refused', at: now(), refusal: error.refusal };
    }
    if (error instanceof RejectedError) {
      log.error({ platform, delivery: name, err: error }, 'the platform refused our message');
      metrics.delivered(platform, 'rejected');
      return { kind: 'rejected', at: now() };
    }
    metrics.delivered(platform, error instanceof BusyError ? 'busy' : 'unavailable');
    throw error;
  }
}

/** The record after this outcome. */
export function marked(person: Applicant, delivery: string, platform: Platform, outcome: Outcome): Applicant {
  const now = outcome.at;
  switch (outcome.kind) {
    case 'sent':
      return markSent(person, delivery, platform, { now, address: outcome.address });
    case 'refused':
      return markRefused(person, delivery, platform, { now, refusal: outcome.refusal });
    case 'rejected':
      return markHeld(person, delivery, now);
    default:
      return outcome satisfies never;
  }
}
