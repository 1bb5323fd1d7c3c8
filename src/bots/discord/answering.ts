import { setTimeout as delay } from 'node:timers/promises';
import {
  type APIInteractionResponse,
  type Message as DiscordMessage,
  InteractionContextType,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { Answer } from '#bots/chat/chat.ts';
import { isLate, platformError } from '#bots/discord/errors.ts';
import type { Message } from '#bots/discord/render.ts';
import { RejectedError } from '#core/delivery.ts';

/** What is needed of an interaction to answer it. */
export interface Asked {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly context: InteractionContextType | null;
  /** The message whose button was pressed, or which opened the box; null for a command. */
  readonly message: Pick<DiscordMessage, 'flags'> | null;
}

export interface Answering {
  /** For interactions only: Discord counts them apart from its limit of requests a second. */
  readonly rest: REST;
  readonly draw: (answer: Answer) => readonly Message[];
  /** Said where the real answer cannot be drawn. */
  readonly trouble: () => readonly Message[];
  /** How long an answer may take before the person is told to wait. */
  readonly deferAfterMs: number;
}

const LATE = Symbol('late');

/** Resolves to `work`, or to `null` when it takes longer than `ms`. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  // Whoever stops waiting still hears nothing of a failure that comes later: it is theirs who awaits the work itself.
  work.catch(() => undefined);
  const timer = new AbortController();
  const late = delay(ms, LATE, { signal: timer.signal }).catch(() => LATE);
  try {
    const first = await Promise.race([work, late]);
    return first === LATE ? null : (first as T);
  } finally {
    timer.abort();
  }
}

/**
 * Answers one interaction, once: directly where the answer is ready in time, else by a deferral that is filled later.
 * @throws what the REST client throws; nothing was answered twice then either
 */
export async function respond(asked: Asked, work: Promise<Answer>, how: Answering): Promise<void> {
  const early = await within(work, how.deferAfterMs);
  if (early !== null) return answerNow(asked, early, how);

  const pressed = asked.message !== null;
  await callback(asked, how.rest, {
    ...(pressed
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: visibility(asked) },
        }),
  });
  await fill(asked, await work, how);
}

async function answerNow(asked: Asked, answer: Answer, how: Answering): Promise<void> {
  const redraw = mayRedraw(asked, answer);
  try {
    const [first, ...rest] = how.draw(answer);
    await show(asked, how.rest, first, redraw);
    await followUp(asked, how.rest, rest);
  } catch (error) {
    // A payload that Discord refuses leaves the interaction unanswered, so a sentence can still take its place.
    if (isLate(error) || !(platformError(error) instanceof RejectedError)) throw error;
    await show(asked, how.rest, how.trouble()[0], false).catch(() => undefined);
    throw error;
  }
}

async function show(asked: Asked, rest: REST, message: Message | undefined, redraw: boolean): Promise<void> {
  if (!message) return;
  await callback(
    asked,
    rest,
    redraw
      ? { type: InteractionResponseType.UpdateMessage, data: message.body }
      : { type: InteractionResponseType.ChannelMessageWithSource, data: withFlags(asked, message.body) },
    message.files,
  );
}

async function fill(asked: Asked, answer: Answer, how: Answering): Promise<void> {
  const [first, ...rest] = how.draw(answer);
  if (!first) return;
  if (asked.message !== null && !mayRedraw(asked, answer)) return followUp(asked, how.rest, [first, ...rest]);
  await how.rest.patch(Routes.webhookMessage(asked.applicationId, asked.token), {
    body: first.body,
    files: [...first.files],
    auth: false,
  });
  await followUp(asked, how.rest, rest);
}

async function followUp(asked: Asked, rest: REST, messages: readonly Message[]): Promise<void> {
  for (const { body, files } of messages) {
    await rest.post(Routes.webhook(asked.applicationId, asked.token), {
      body: withFlags(asked, body),
      files: [...files],
      auth: false,
    });
  }
}

/** Makes the one first answer that Discord allows. */
export async function callback(
  asked: Asked,
  rest: REST,
  body: APIInteractionResponse,
  files: Message['files'] = [],
): Promise<void> {
  await rest.post(Routes.interactionCallback(asked.id, asked.token), {
    body,
    files: [...files],
    auth: false,
  });
}

/** A message that others can see never takes a private answer. */
function mayRedraw(asked: Asked, answer: Answer): boolean {
  if (asked.message === null || !answer.redraw) return false;
  return isPrivate(asked) || asked.message.flags.has(MessageFlags.Ephemeral);
}

function withFlags(asked: Asked, body: Message['body']): Message['body'] {
  return { ...body, flags: (body.flags ?? 0) | visibility(asked) };
}

/** Only the bot's own private chat is private by itself; there, answers stay after a restart of the app. */
function visibility(asked: Asked): number {
  return isPrivate(asked) ? 0 : MessageFlags.Ephemeral;
}

function isPrivate(asked: Asked): boolean {
  return asked.context === InteractionContextType.BotDM;
}
