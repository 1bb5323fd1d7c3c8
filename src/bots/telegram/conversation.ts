import type { Logger } from 'pino';
import type { Telegram } from 'telegraf';
import { type Answer, type Chat, showing } from '#bots/chat/chat.ts';
import type { Admission } from '#bots/chat/flood.ts';
import { call, edit, type Place, post } from '#bots/telegram/api.ts';
import type { Ask, Pressed } from '#bots/telegram/ask.ts';
import { isNotModified, isPlatformError, toPlatformError } from '#bots/telegram/errors.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import type { Outbox } from '#bots/telegram/outbox.ts';
import { render, type Send, withoutFile } from '#bots/telegram/render.ts';
import { plain } from '#bots/telegram/styled.ts';
import { RejectedError, UnreachableError } from '#core/platform.ts';

interface Parts {
  readonly telegram: Telegram;
  /** The bot's name without `@`. */
  readonly username: string;
  readonly chat: Chat;
  readonly outbox: Outbox;
  readonly log: Logger;
}

type Talk = Extract<Ask, { kind: 'talk' }>;

/**
 * Does what someone asked for, up to the last message of the answer. What cannot be shown is replaced by a sentence.
 * @throws {Error} if nobody was answered, although someone could have been
 */
export async function converse(parts: Parts, ask: Ask, admission: Admission): Promise<void> {
  const { chat } = parts;
  switch (ask.kind) {
    case 'talk':
      await acknowledge(parts, ask.query);
      if (admission === 'slow_down') return say(parts, ask.to, chat.words('chat.slow_down'), false);
      return answer(parts, ask, admission === 'urgent');
    case 'group':
      // A group learns the way to the private chat and nothing else.
      if (admission === 'slow_down') return;
      return say(
        parts,
        ask.to,
        `${chat.words('chat.group')}\nhttps://t.me/${parts.username}?start=hi`,
        false,
      );
    case 'query':
      return acknowledge(parts, ask.query);
    case 'member':
      return chat.reachable('telegram', ask.to, ask.isOpen);
    default:
      ask satisfies never;
  }
}

/** A query that is too old to be answered is still worked on. */
async function acknowledge({ telegram, log }: Parts, query: string | null): Promise<void> {
  if (query === null) return;
  await call(telegram, 'answerCallbackQuery', { callback_query_id: query }).catch((error: unknown) => {
    log.info({ reason: toPlatformError(error).message }, 'a press was not acknowledged');
  });
}

async function answer(parts: Parts, ask: Talk, isUrgent: boolean): Promise<void> {
  const { chat, log } = parts;
  try {
    const given = await chat.handle(ask.invocation);
    await showing(given, () => show(parts, ask, given, isUrgent));
  } catch (error) {
    const mapped = toPlatformError(error);
    log.error({ reason: mapped.message }, 'an answer was not shown in full');
    if (mapped instanceof UnreachableError) return;
    const isOurs = mapped instanceof RejectedError || !isPlatformError(error);
    await say(parts, ask.to, chat.words(isOurs ? 'chat.not_shown' : 'chat.not_through'), isUrgent);
  }
}

async function show(parts: Parts, ask: Talk, { reply, redraw }: Answer, isUrgent: boolean): Promise<void> {
  const { chat } = parts;
  const sends = render(reply, {
    skip: chat.words('chat.skip'),
    back: chat.words('chat.back'),
    example: chat.words('chat.example'),
    soFar: chat.words('chat.so_far'),
    copy: chat.words('chat.copy'),
    copySubject: chat.words('chat.copy_subject'),
  });
  if (redraw && ask.pressed && (await redrawn(parts, ask.pressed, sends))) return;
  for (const send of sends) await deliver(parts, ask.to, send, isUrgent);
}

/** Better an answer without its picture than none. */
async function deliver(parts: Parts, to: Place, send: Send, isUrgent: boolean): Promise<void> {
  const { telegram, outbox, chat, log } = parts;
  const write = (what: Send, tries?: number): Promise<void> =>
    outbox.write(to.chat, () => post(telegram, to, what), { isUrgent, ...(tries ? { tries } : {}) });
  if (send.kind === 'text') return write(send);
  try {
    await write(send, LIMITS.uploadTries);
  } catch (error) {
    if (!isPlatformError(error) || error instanceof UnreachableError) throw error;
    log.warn({ kind: send.kind, reason: error.message }, 'a file did not go through');
    await write(withoutFile(send, chat.words('chat.file_missing')));
  }
}

async function say({ telegram, outbox }: Parts, to: Place, text: string, isUrgent: boolean): Promise<void> {
  const send: Send = { kind: 'text', body: plain(text), rows: [] };
  await outbox.write(to.chat, () => post(telegram, to, send), { isUrgent });
}

/** Replaces the pressed message with the answer; false if it has to be sent as new messages. */
async function redrawn(
  { telegram, outbox, log }: Parts,
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
    await outbox.write(chat.id, () => edit(telegram, chat.id, id, only));
    return true;
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    log.info({ reason: error.message }, 'a message could not be redrawn');
    return false;
  }
}
