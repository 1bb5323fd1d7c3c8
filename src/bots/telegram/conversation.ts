import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Telegram } from 'telegraf';
import { type Chat, showing } from '#bots/chat/chat.ts';
import type { Input } from '#bots/chat/invocation.ts';
import { call, edit, post } from '#bots/telegram/api.ts';
import { isNotModified, toPlatformError } from '#bots/telegram/errors.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import { render, type Send } from '#bots/telegram/render.ts';
import { plain } from '#bots/telegram/styled.ts';
import {
  type CallbackQuery,
  type Message,
  parseCommand,
  readMessage,
  type Update,
} from '#bots/telegram/update.ts';
import { BusyError, type Pace, RejectedError } from '#core/platform.ts';

interface Parts {
  readonly telegram: Telegram;
  /** The bot's name without `@`. */
  readonly username: string;
  readonly chat: Chat;
  /** Left out, answers are not counted. */
  readonly pace?: Pace;
  readonly log: Logger;
}

/** The message whose button was pressed. */
type Pressed = NonNullable<CallbackQuery['message']>;

/** Handles one update from its meaning to the last message of its answer. @throws {PlatformError} */
export async function converse(parts: Parts, update: Update): Promise<void> {
  const { message, callback_query: query, my_chat_member: member } = update;
  if (message?.chat.type === 'private') await onMessage(parts, message);
  else if (message) await onGroupMessage(parts, message);
  else if (query) await onPress(parts, query);
  else if (member?.chat.type === 'private') {
    const to = { user: String(member.from.id), address: String(member.chat.id) };
    await parts.chat.reachable('telegram', to, member.new_chat_member.status === 'member');
  }
}

async function onMessage(parts: Parts, message: Message): Promise<void> {
  const input = readMessage(message);
  if (input) await answer(parts, message.from?.id ?? message.chat.id, message.chat.id, input, null);
}

/** A group learns the way to the private chat and nothing else. */
async function onGroupMessage({ telegram, username, chat, pace }: Parts, message: Message): Promise<void> {
  const command = parseCommand(message.text ?? '');
  if (!command) return;
  const isOurs =
    command.bot === null
      ? chat.commands.some(({ name }) => name === command.name)
      : command.bot.toLowerCase() === username.toLowerCase();
  if (!isOurs) return;
  const body = plain(`${chat.words('chat.group')}\nhttps://t.me/${username}?start=hi`);
  await patiently(pace, () => post(telegram, message.chat.id, { kind: 'text', body, rows: [] }));
}

async function onPress(parts: Parts, query: CallbackQuery): Promise<void> {
  const { telegram, log } = parts;
  // First of all, so that the button stops spinning; a query that is too old to be answered is worked on all the same.
  await call(telegram, 'answerCallbackQuery', { callback_query_id: query.id }).catch((error: unknown) => {
    log.info({ reason: toPlatformError(error).message }, 'a press was not acknowledged');
  });
  const { data, message } = query;
  if (data === undefined || (message && message.chat.type !== 'private')) return;
  const chatId = message?.chat.id ?? query.from.id;
  await answer(parts, query.from.id, chatId, { kind: 'press', button: data }, message ?? null);
}

async function answer(
  parts: Parts,
  userId: number,
  chatId: number,
  input: Input,
  pressed: Pressed | null,
): Promise<void> {
  const { telegram, chat, pace } = parts;
  const answer = await chat.handle({
    platform: 'telegram',
    user: String(userId),
    address: String(chatId),
    input,
  });
  await showing(answer, async () => {
    const sends = render(answer.reply, {
      skip: chat.words('chat.skip'),
      back: chat.words('chat.back'),
      example: chat.words('chat.example'),
    });
    if (answer.redraw && pressed && (await redrawn(parts, pressed, sends))) return;
    for (const send of sends) await patiently(pace, () => post(telegram, chatId, send));
  });
}

/** Puts the answer in the place of the pressed message; false where it has to be sent as new messages. */
async function redrawn(
  { telegram, pace, log }: Parts,
  pressed: Pressed,
  sends: readonly Send[],
): Promise<boolean> {
  const { chat, message_id: id } = pressed;
  if (pressed.date === 0) return false;
  const [only, ...more] = sends;
  if (only?.kind !== 'text' || more.length > 0 || pressed.text === undefined) {
    await call(telegram, 'editMessageReplyMarkup', { chat_id: chat.id, message_id: id }).catch(
      (error: unknown) => {
        if (!isNotModified(error))
          log.info({ reason: toPlatformError(error).message }, 'old buttons were left standing');
      },
    );
    return false;
  }
  try {
    await patiently(pace, () => edit(telegram, chat.id, id, only));
    return true;
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    log.info({ reason: error.message }, 'a message could not be redrawn');
    return false;
  }
}

/** Waits once where Telegram asks for a short pause, as somebody is looking on. @throws {PlatformError} */
async function patiently(pace: Pace | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await room(pace);
    await work();
  } catch (error) {
    if (isNotModified(error)) return;
    const mapped = toPlatformError(error);
    if (!(mapped instanceof BusyError)) throw mapped;
    await pace?.hold(mapped.retryAfterMs);
    if (mapped.retryAfterMs > LIMITS.patienceMs) throw mapped;
    await sleep(mapped.retryAfterMs);
    await work().catch((again: unknown) => {
      throw toPlatformError(again);
    });
  }
}

/** Waits for room among everything that is sent to Telegram now. @throws {BusyError} when that takes too long */
async function room(pace: Pace | undefined): Promise<void> {
  const waitMs = (await pace?.answer()) ?? 0;
  if (waitMs > LIMITS.patienceMs) throw new BusyError(waitMs, 'platform');
  if (waitMs > 0) await sleep(waitMs);
}
