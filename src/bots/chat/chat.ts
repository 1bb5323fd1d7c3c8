import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Admission } from '#bots/chat/flood.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import type { Platform, Recipient } from '#core/platform.ts';
import type { Choice, QuestionPart, Reply } from '#core/reply.ts';

/** The answer to one invocation. */
export interface Answer {
  readonly reply: Reply;
  /** True: redraw the message whose button was pressed; false: a new message. */
  readonly redraw: boolean;
  /** Left out if nothing depends on whether the answer is seen. */
  readonly receipt?: Receipt;
}

/** A front reports once whether an answer was shown. Neither throws. */
export interface Receipt {
  /** The platform has accepted all of it. */
  shown(): Promise<void>;
  failed(): Promise<void>;
}

/** Shows an answer and notes whether that worked. @throws what `show` throws */
export async function showing(answer: Pick<Answer, 'receipt'>, show: () => Promise<void>): Promise<void> {
  try {
    await show();
  } catch (error) {
    await answer.receipt?.failed();
    throw error;
  }
  await answer.receipt?.shown();
}

/** An option that a person is typing. */
export interface Typing {
  readonly platform: Platform;
  /** Left out if it is not known who is asking. */
  readonly user?: string;
  readonly command: string;
  readonly option: string;
  readonly typed: string;
}

/** The only way from a platform into the product. */
export interface Chat {
  readonly commands: readonly CommandSpec[];
  /** Called as soon as something arrives: one person must not keep everyone else waiting. */
  admit(invocation: Invocation): Promise<Admission>;
  /**
   * Answers anything a person did that was admitted. Never throws: a failure becomes a calm sentence and a log line without content. The
   * front shows the answer inside `showing`.
   */
  handle(invocation: Invocation): Promise<Answer>;
  /** Proposals while a person types an option; at most 25, none if the record cannot be read. Never throws. */
  suggest(asked: Typing): Promise<readonly Choice[]>;
  /** The open question that `token` names, or null if it is answered or gone: a platform opens its input box for it. */
  question(platform: Platform, user: string, token: string): Promise<QuestionPart | null>;
  /** A platform has learnt that it can or cannot reach this person any more (chat opened, blocked). */
  reachable(platform: Platform, to: Recipient, open: boolean): Promise<void>;
  /** A short catalogue text without markup, for what a platform draws around a reply. */
  words(key: string): string;
}

/** A running front: one platform's events in, replies out. */
export interface Front {
  /** Resolves when people can be answered. */
  start(): Promise<void>;
  /** Takes no more events, finishes those in progress, closes connections. */
  stop(): Promise<void>;
  /** For the health check. */
  ready(): boolean;
}
