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
import { type Pauses, patiently } from '#bots/discord/patience.ts';
import { type Message, withoutFiles } from '#bots/discord/render.ts';
import { RejectedError, UnreachableError } from '#core/platform.ts';

/** What we need of an interaction to answer it. */
export interface Asked {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly context: InteractionContextType | null;
  /** The message whose button was pressed or which opened the modal; null for a command. */
  readonly message: Pick<DiscordMessage, 'flags'> | null;
}

export interface Answering {
  /** For interactions only: Discord counts them separately from its limit of requests a second. */
  readonly rest: REST;
  /** Never throws: anything that cannot be drawn becomes the sentence of `trouble`, as a new message. */
  readonly draw: (answer: Answer) => { readonly messages: readonly Message[]; readonly redraw: boolean };
  /** What to say when the real answer cannot be shown, because of a bug of ours or a passing fault. */
  readonly trouble: (isOurs: boolean) => readonly Message[];
  /** Replaces the files that Discord did not accept. */
  readonly fileMissing: string;
  /** Milliseconds between tries when a fault may pass. */
  readonly pausesMs: Pauses;
  /** How long an answer may take before the person is told to wait. */
  readonly deferAfterMs: number;
}

/** Discord waits three seconds for the first answer; more pauses than these would end after that. */
const FIRST_TRIES = 2;

/** Resolves to `work`, or to `null` if it takes longer than `ms`. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  // Once we stop waiting, a later failure is not ours to report: whoever awaits the work itself gets it.
  work.catch(() => undefined);
  const late = Promise.withResolvers<null>();
  // Not at once: a process that was busy first looks at what has arrived meanwhile.
  const timer = setTimeout(() => setImmediate(late.resolve, null), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Answers one interaction once: directly if the answer is ready in time, or else with a deferral that is filled in
 * later.
 * @throws whatever the REST client throws; even then nothing was answered twice
 */
export async function respond(asked: Asked, work: Promise<Answer>, how: Answering): Promise<void> {
  const early = await within(work, how.deferAfterMs);
  if (early !== null) return answerNow(asked, early, how);
  await defer(asked, how).catch(async (error: unknown) => {
    await (await work).receipt?.failed();
    throw error;
  });
  await fill(asked, await work, how);
}

/** Says that the answer will come later. After a press this shows nothing. */
export async function defer(asked: Asked, how: Pick<Answering, 'rest' | 'pausesMs'>): Promise<void> {
  const pressed = asked.message !== null;
  await callback(asked, how, {
    ...(pressed
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: MessageFlags.Ephemeral },
        }),
  });
}

async function answerNow(asked: Asked, answer: Answer, how: Answering): Promise<void> {
  const { redraw, messages } = how.draw(answer);
  const [first, ...rest] = messages;
  if (!first) return;
  const inPlace = redraw && mayRedraw(asked);
  await showing(answer, async () => {
    await sendOrTell(first, how, (message) => show(asked, how, message, inPlace));
    await followUp(asked, how, rest);
  });
}

/**
 * Sends a message, without its files if those are the problem, or else a sentence in its place.
 * @throws why the message was not shown, even if the sentence was
 */
export async function sendOrTell(
  message: Message,
  how: Pick<Answering, 'trouble' | 'fileMissing'>,
  send: (message: Message) => Promise<void>,
): Promise<void> {
  try {
    return await send(message);
  } catch (error) {
    const mapped = platformError(error);
    if (isLate(error) || mapped instanceof UnreachableError) throw error;
    if (message.files.length > 0) {
      const isSent = await send(withoutFiles(message, how.fileMissing)).then(
        () => true,
        () => false,
      );
      if (isSent) return;
    }
    const [sentence] = how.trouble(mapped instanceof RejectedError);
    if (sentence) await send(sentence).catch(() => undefined);
    throw error;
  }
}

async function show(asked: Asked, how: Answering, message: Message, redraw: boolean): Promise<void> {
  await callback(
    asked,
    how,
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
    if (!inPlace) return followUp(asked, how, messages);
    await sendOrTell(first, how, (message) => edit(asked, how, message));
    await followUp(asked, how, rest);
  });
}

async function edit(asked: Asked, { rest, pausesMs }: Answering, { body, files }: Message): Promise<void> {
  const path = Routes.webhookMessage(asked.applicationId, asked.token);
  await patiently(() => rest.patch(path, { body, files: [...files], auth: false }), pausesMs);
}

async function followUp(asked: Asked, how: Answering, messages: readonly Message[]): Promise<void> {
  const path = Routes.webhook(asked.applicationId, asked.token);
  const send = async ({ body, files }: Message): Promise<void> => {
    const payload = { body: ephemeral(body), files: [...files], auth: false };
    await patiently(() => how.rest.post(path, payload), how.pausesMs);
  };
  for (const message of messages) await sendOrTell(message, how, send);
}

/** Sends the one first answer that Discord allows, while it still allows it. */
export async function callback(
  asked: Asked,
  { rest, pausesMs }: Pick<Answering, 'rest' | 'pausesMs'>,
  body: APIInteractionResponse,
  files: Message['files'] = [],
): Promise<void> {
  const payload = { body, files: [...files], auth: false };
  const path = Routes.interactionCallback(asked.id, asked.token);
  await patiently(() => rest.post(path, payload), pausesMs.slice(0, FIRST_TRIES));
}

/** A message that others can see is never replaced by a private answer. */
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
