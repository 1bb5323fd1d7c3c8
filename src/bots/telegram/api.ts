import type { Telegram } from 'telegraf';
import { awakeLimit } from '#bots/chat/awake.ts';
import type { Keyboard } from '#bots/telegram/keyboard.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import type { Send } from '#bots/telegram/render.ts';

export const DEFAULT_API_URL = 'https://api.telegram.org';

/** telegraf itself would wait 500 s for an answer. */
const CALL_TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 60_000;

/** The options of all our telegraf clients. `apiUrl` is the root of a Bot API server; null: Telegram's own. */
export function clientOptions(apiUrl: string | null): { apiRoot: string; webhookReply: false } {
  const root = apiUrl ?? DEFAULT_API_URL;
  return { apiRoot: root.endsWith('/') ? root : `${root}/`, webhookReply: false };
}

/** Everything that Rematch asks Telegram for. */
export type Method =
  | 'answerCallbackQuery'
  | 'deleteWebhook'
  | 'editMessageReplyMarkup'
  | 'editMessageText'
  | 'getFile'
  | 'getMe'
  | 'getMyCommands'
  | 'getUpdates'
  | 'sendDocument'
  | 'sendMessage'
  | 'sendPhoto'
  | 'setMyCommands'
  | 'setWebhook';

/**
 * Calls one method and returns its unparsed result. `signal` ends it before its time limit does. The limit counts only
 * time in which this process was awake.
 * @throws what telegraf throws: see `toPlatformError`
 */
export async function call(
  telegram: Telegram,
  method: Method,
  payload: object,
  timeoutMs = CALL_TIMEOUT_MS,
  signal?: AbortSignal,
): Promise<unknown> {
  const limit = awakeLimit(timeoutMs);
  const either = signal ? AbortSignal.any([limit.signal, signal]) : limit.signal;
  try {
    // telegraf's types stop at Bot API 7.1 and at a shim's signal; the server and node-fetch know more.
    return await telegram.callApi(method, payload as never, { signal: either as never });
  } finally {
    limit.end();
  }
}

/** A chat, and its topic if it has topics: https://core.telegram.org/bots/api#sendmessage */
export interface Place {
  readonly chat: number;
  readonly topic?: number;
}

/** Sends one rendered message. */
export async function post(telegram: Telegram, { chat, topic }: Place, send: Send): Promise<void> {
  const entities = send.body.entities.slice(0, LIMITS.entities);
  const place = { chat_id: chat, ...(topic === undefined ? {} : { message_thread_id: topic }) };
  const common = { ...place, ...markup(send.rows) };
  if (send.kind === 'text') {
    const text = { text: send.body.text, entities, link_preview_options: { is_disabled: true } };
    await call(telegram, 'sendMessage', { ...common, ...text });
    return;
  }
  const file = { source: Buffer.from(send.bytes), filename: safeFileName(send.name) };
  const caption = send.body.text === '' ? {} : { caption: send.body.text, caption_entities: entities };
  if (send.kind === 'photo')
    await call(telegram, 'sendPhoto', { ...common, ...caption, photo: file }, UPLOAD_TIMEOUT_MS);
  else await call(telegram, 'sendDocument', { ...common, ...caption, document: file }, UPLOAD_TIMEOUT_MS);
}

/** Replaces an older message of ours with a text. Leaving the keyboard out removes the old one. */
export async function edit(
  telegram: Telegram,
  chatId: number,
  messageId: number,
  send: Send & { kind: 'text' },
): Promise<void> {
  await call(telegram, 'editMessageText', {
    chat_id: chatId,
    message_id: messageId,
    text: send.body.text,
    entities: send.body.entities.slice(0, LIMITS.entities),
    link_preview_options: { is_disabled: true },
    ...markup(send.rows),
  });
}

function markup(rows: Keyboard) {
  return rows.length === 0 ? {} : { reply_markup: { inline_keyboard: rows.map((row) => [...row]) } };
}

/** telegraf writes the name into a header as it is, so it must not contain quotes or line breaks. */
function safeFileName(name: string): string {
  return name.replace(/["\\\p{Cc}]/gu, '_');
}
