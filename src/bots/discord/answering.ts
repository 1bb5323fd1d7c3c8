import {
  type APIInteractionResponse,
  type Message as DiscordMessage,
  InteractionContextType,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import { type Answer, showing } from '#bots/chat/chat.ts';
import { isLate, platformError } from '#bots/discord/errors.ts';
import type { Message } from '#bots/discord/render.ts';
import { RejectedError } from '#core/platform.ts';

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
  /** Never throws: what cannot be drawn is the sentence of `trouble`, as a new message. */
  readonly draw: (answer: Answer) => { readonly messages: readonly Message[]; readonly redraw: boolean };
  /** Said where the real answer cannot be shown. */
  readonly trouble: () => readonly Message[];
  /** How long an answer may take before the person is told to wait. */
  readonly deferAfterMs: number;
}

/** Resolves to `work`, or to `null` when it takes longer than `ms`. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  // Whoever stops waiting still hears nothing of a failure that comes later: it is theirs who awaits the work itself.
  work.catch(() => undefined);
  const late = Promise.withResolvers<null>();
  // Not at once: a process that was busy looks first at what has come in meanwhile.
  const timer = setTimeout(() => setImmediate(late.resolve, null), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
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
  const deferred = callback(asked, how.rest, {
    ...(pressed
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: MessageFlags.Ephemeral },
        }),
  });
  await deferred.catch(async (error: unknown) => {
    await (await work).receipt?.failed();
    throw error;
  });
  await fill(asked, await work, how);
}

async function answerNow(asked: Asked, answer: Answer, how: Answering): Promise<void> {
  const { redraw, messages } = how.draw(answer);
  const [first, ...rest] = messages;
  if (!first) return;
  const inPlace = redraw && mayRedraw(asked);
  await showing(answer, async () => {
    await orTrouble(first, how, (message) => show(asked, how.rest, message, inPlace));
    await followUp(asked, how.rest, rest);
  });
}

/** A payload that Discord refuses changes nothing there, so a sentence can still take its place. */
async function orTrouble(
  message: Message,
  how: Answering,
  send: (message: Message) => Promise<void>,
): Promise<void> {
  try {
    await send(message);
  } catch (error) {
    const sentence = how.trouble()[0];
    const isRefused = !isLate(error) && platformError(error) instanceof RejectedError;
    if (isRefused && sentence) await send(sentence).catch(() => undefined);
    throw error;
  }
}

async function show(asked: Asked, rest: REST, message: Message, redraw: boolean): Promise<void> {
  await callback(
    asked,
    rest,
    redraw
      ? { type: InteractionResponseType.UpdateMessage, data: message.body }
      : { type: InteractionResponseType.ChannelMessageWithSource, data: ephemeral(message.body) },
    message.files,
  );
}

async function fill(asked: Asked, answer: Answer, how: Answering): Promise<void> {
  const { redraw, messages } = how.draw(answer);
  const [first, ...rest] = messages;
  if (!first) return;
  const inPlace = asked.message === null || (redraw && mayRedraw(asked));
  await showing(answer, async () => {
    if (!inPlace) return followUp(asked, how.rest, messages);
    await orTrouble(first, how, ({ body, files }) => edit(asked, how.rest, body, files));
    await followUp(asked, how.rest, rest);
  });
}

async function edit(asked: Asked, rest: REST, body: Message['body'], files: Message['files']): Promise<void> {
  await rest.patch(Routes.webhookMessage(asked.applicationId, asked.token), {
    body,
    files: [...files],
    auth: false,
  });
}

async function followUp(asked: Asked, rest: REST, messages: readonly Message[]): Promise<void> {
  for (const { body, files } of messages) {
    await rest.post(Routes.webhook(asked.applicationId, asked.token), {
      body: ephemeral(body),
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
function mayRedraw(asked: Asked): boolean {
  if (asked.message === null) return false;
  return isPrivate(asked) || asked.message.flags.has(MessageFlags.Ephemeral);
}

function ephemeral(body: Message['body']): Message['body'] {
  return { ...body, flags: (body.flags ?? 0) | MessageFlags.Ephemeral };
}

function isPrivate(asked: Asked): boolean {
  return asked.context === InteractionContextType.BotDM;
}
