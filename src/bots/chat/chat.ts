import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Admission } from '#bots/chat/flood.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import type { Platform, Recipient } from '#core/platform.ts';
import type { Choice, QuestionPart, Reply } from '#core/reply.ts';

/** What is said to one invocation. */
export interface Answer {
  readonly reply: Reply;
  /** True: redraw the message whose button was pressed; false: a new message. */
  readonly redraw: boolean;
  /** Left out where nothing depends on whether the answer is seen. */
  readonly receipt?: Receipt;
}

/** A front says once what came of an answer. Neither throws. */
export interface Receipt {
  /** The platform has taken all of it. */
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

/** An option that somebody is typing. */
export interface Typing {
  readonly platform: Platform;
  /** Left out where nobody in particular asks. */
  readonly user?: string;
  readonly command: string;
  readonly option: string;
  readonly typed: string;
}

/** The one door from a platform into the product. */
export interface Chat {
  readonly commands: readonly CommandSpec[];
  /** Asked as soon as something comes in: one person must not keep everyone else waiting. */
  admit(invocation: Invocation): Promise<Admission>;
  /**
   * Answers whatever a person did that was admitted. Never throws: a failure becomes a calm sentence and a log line without content. The
   * front shows the answer inside `showing`.
   */
  handle(invocation: Invocation): Promise<Answer>;
  /** Proposals while a person types an option; at most 25, none where the record cannot be read. Never throws. */
  suggest(asked: Typing): Promise<readonly Choice[]>;
  /** The open question that `token` names, or null when it is answered or gone: a platform opens its input box on it. */
  question(platform: Platform, user: string, token: string): Promise<QuestionPart | null>;
  /** A platform has learnt that it can reach this person again, or no longer (blocked, chat opened). */
  reachable(platform: Platform, to: Recipient, open: boolean): Promise<void>;
  /** A short text of the catalogue without markup, for what a platform draws around a reply. */
  words(key: string): string;
}

/** A running front: one platform's events in, replies out. */
export interface Front {
  /** Resolves when people can be answered. */
  start(): Promise<void>;
  /** Takes no further event, finishes those under way, closes connections. */
  stop(): Promise<void>;
  /** For the health check. */
  ready(): boolean;
}
