import { z } from 'zod';
import type { ChatRoom, Message, SeenFile } from './chats.ts';
import { ApiFailure, badRequest } from './failure.ts';
import { entitySchema, type MarkedText } from './marked-text.ts';
import { readText } from './text.ts';
import type { createUpdates } from './updates.ts';

/** What the methods of the Bot API work on. */
export interface World {
  /** What people have sent, by its id. */
  readonly files: Map<string, Uint8Array>;
  readonly bot: { readonly id: number; readonly username: string };
  readonly updates: ReturnType<typeof createUpdates>;
  chat(id: number): ChatRoom;
  nextMessageId(): number;
  /** How long a person waits for the bot before the test fails with an explanation. */
  readonly patienceMs: number;
  /** Callback queries that may still be answered, with what is waiting for each. */
  readonly callbacks: Map<string, () => void>;
  /** By type of scope. */
  readonly commands: Map<string, readonly { readonly command: string; readonly description: string }[]>;
}

export type Payload = Readonly<Record<string, unknown>>;
type Method = (world: World, payload: Payload, gone: AbortSignal) => unknown;

/** The id of a button that copies: this, and the text. */
export const COPIES = 'copies ';

const buttonSchema = z.object({
  text: z.string(),
  callback_data: z.string().optional(),
  url: z.string().optional(),
  copy_text: z.strictObject({ text: z.string() }).optional(),
  style: z.string().optional(),
});
const markupSchema = z.object({ inline_keyboard: z.array(z.array(buttonSchema)) }).optional();
const targetSchema = z.object({
  chat_id: z.coerce.number(),
  message_thread_id: z.coerce.number().optional(),
  reply_markup: markupSchema,
});
const textSchema = targetSchema.extend({
  text: z.string().default(''),
  entities: z.array(entitySchema).default([]),
  parse_mode: z.string().optional(),
});
const captionSchema = targetSchema.extend({
  caption: z.string().default(''),
  caption_entities: z.array(entitySchema).default([]),
  parse_mode: z.string().optional(),
});
const pollSchema = z.object({
  offset: z.int().default(0),
  limit: z.int().default(100),
  timeout: z.int().default(0),
  allowed_updates: z.array(z.string()).optional(),
});
const webhookSchema = z.object({
  url: z.string(),
  secret_token: z.string().optional(),
  allowed_updates: z.array(z.string()).optional(),
});
const commandsSchema = z.object({
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
});
const scopeSchema = z.object({
  scope: z
    .object({ type: z.enum(['default', 'all_private_chats', 'all_group_chats']) })
    .default({ type: 'default' }),
});
const editSchema = z.object({ message_id: z.int() });

/** Methods that count towards the limit of messages per second. */
export const SENDING = new Set(['sendMessage', 'sendPhoto', 'sendDocument']);

export const METHODS: Readonly<Record<string, Method>> = {
  getFile: ({ files }, payload) => {
    const { file_id } = z.object({ file_id: z.string() }).parse(payload);
    const bytes = files.get(file_id);
    if (!bytes) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (bytes.length > 20_000_000) throw badRequest('file is too big');
    const common = { file_id, file_unique_id: `u${file_id}`, file_size: bytes.length };
    return { ...common, file_path: `documents/${file_id}` };
  },
  getMe: ({ bot }) => ({ ...profile(bot), can_join_groups: true, can_read_all_group_messages: false }),
  getUpdates: ({ updates }, payload, gone) => {
    const { offset, limit, timeout, allowed_updates } = pollSchema.parse(payload);
    return updates.poll(offset, limit, timeout, allowed_updates, gone);
  },
  setWebhook: ({ updates }, payload) => {
    const { url, secret_token, allowed_updates } = webhookSchema.parse(payload);
    updates.setWebhook(url === '' ? null : { url, secret: secret_token ?? null }, allowed_updates);
    return true;
  },
  deleteWebhook: ({ updates }) => {
    updates.setWebhook(null, undefined);
    return true;
  },
  getWebhookInfo: ({ updates }) => ({
    url: updates.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.pending,
  }),
  getMyCommands: ({ commands }, payload) => commands.get(scopeSchema.parse(payload).scope.type) ?? [],
  setMyCommands: (world, payload) => {
    const { commands } = commandsSchema.parse(payload);
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256)
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    world.commands.set(scopeSchema.parse(payload).scope.type, commands);
    return true;
  },
  sendMessage: (world, payload) => {
    const { chat_id, message_thread_id, text, entities, parse_mode, reply_markup } =
      textSchema.parse(payload);
    const room = world.chat(chat_id);
    room.enter();
    const topic = topicOf(room, message_thread_id);
    const body = bounded(readText(text, entities, parse_mode), 4096, 'message is too long');
    if (body.text === '') throw badRequest('message text is empty');
    const message = { id: world.nextMessageId(), body, rows: keyboard(reply_markup), file: null, topic };
    return show(world, room, message, false);
  },
  sendPhoto: (world, payload) => {
    const file = fileSchema.parse(payload.photo);
    checkPicture(file.bytes);
    return upload(world, payload, { ...file, kind: 'photo' });
  },
  sendDocument: (world, payload) => {
    const file = fileSchema.parse(payload.document);
    if (file.bytes.length === 0) throw badRequest('file must be non-empty');
    return upload(world, payload, { ...file, kind: 'document' });
  },
  editMessageText: (world, payload) => {
    const { chat_id, text, entities, parse_mode, reply_markup } = textSchema.parse(payload);
    const room = world.chat(chat_id);
    room.enter();
    const old = room.message(editSchema.parse(payload).message_id);
    if (old.file) throw badRequest('there is no text in the message to edit');
    const body = bounded(readText(text, entities, parse_mode), 4096, 'message is too long');
    if (body.text === '') throw badRequest('message text is empty');
    return redraw(world, room, old, { ...old, body, rows: keyboard(reply_markup) });
  },
  editMessageReplyMarkup: (world, payload) => {
    const { chat_id, reply_markup } = targetSchema.parse(payload);
    const room = world.chat(chat_id);
    room.enter();
    const old = room.message(editSchema.parse(payload).message_id);
    return redraw(world, room, old, { ...old, rows: keyboard(reply_markup) });
  },
  answerCallbackQuery: ({ callbacks }, payload) => {
    const { callback_query_id: id } = z.object({ callback_query_id: z.string() }).parse(payload);
    const answered = callbacks.get(id);
    if (!answered) throw badRequest('query is too old and response timeout expired or query ID is invalid');
    callbacks.delete(id);
    answered();
    return true;
  },
};

const fileSchema = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) });

export function profile(bot: World['bot']) {
  return { id: bot.id, is_bot: true, first_name: 'Rematch', username: bot.username };
}

function upload(world: World, payload: Payload, file: SeenFile & { kind: 'photo' | 'document' }): unknown {
  const { chat_id, message_thread_id, caption, caption_entities, parse_mode, reply_markup } =
    captionSchema.parse(payload);
  const room = world.chat(chat_id);
  room.enter();
  const topic = topicOf(room, message_thread_id);
  const body = bounded(readText(caption, caption_entities, parse_mode), 1024, 'message caption is too long');
  const message = { id: world.nextMessageId(), body, rows: keyboard(reply_markup), file, topic };
  return show(world, room, message, false);
}

function redraw(world: World, room: ChatRoom, old: Message, next: Message): unknown {
  const same = (a: Message, b: Message) =>
    JSON.stringify([a.body, a.rows]) === JSON.stringify([b.body, b.rows]);
  if (same(old, next)) {
    const why =
      'specified new message content and reply markup are exactly the same as a current content and reply';
    throw badRequest(`message is not modified: ${why} markup of the message`);
  }
  return show(world, room, next, true);
}

function bounded(body: MarkedText, max: number, complaint: string): MarkedText {
  if (body.text.length > max) throw badRequest(complaint);
  return body;
}

function keyboard(markup: z.infer<typeof markupSchema>): Message['rows'] {
  const rows = (markup?.inline_keyboard ?? []).filter((row) => row.length > 0);
  if (rows.flat().length > 100) throw badRequest('reply markup is too long');
  return rows.map((row) => {
    if (row.length > 8) throw badRequest('reply markup is too long');
    return row.map(({ text, callback_data, url, copy_text, style }) => {
      if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
      if (style !== undefined && !['danger', 'success', 'primary'].includes(style))
        throw badRequest('BUTTON_STYLE_INVALID');
      if (url !== undefined) return { id: url, label: text };
      if (copy_text !== undefined) {
        const { length } = copy_text.text;
        if (length < 1 || length > 256 || callback_data !== undefined)
          throw badRequest('BUTTON_COPY_TEXT_INVALID');
        return { id: `${COPIES}${copy_text.text}`, label: text };
      }
      const bytes = Buffer.byteLength(callback_data ?? '');
      if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
      return { id: callback_data ?? '', label: text };
    });
  });
}

function checkPicture(bytes: Uint8Array): void {
  const view = Buffer.from(bytes);
  if (view.subarray(0, 8).toString('hex') !== '89504e470d0a1a0a') throw badRequest('IMAGE_PROCESS_FAILED');
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
}

function show(world: World, room: ChatRoom, message: Message, edited: boolean): unknown {
  const api = apiMessage(world.bot, room, message);
  room.show(message, edited);
  return edited ? { ...api, edit_date: api.date } : api;
}

/** @throws {ApiFailure} if there is no such topic; null: General, or a chat without topics */
function topicOf(room: ChatRoom, topic: number | undefined): number | null {
  if (topic === undefined) return null;
  if (!room.topics.has(topic)) throw badRequest('message thread not found');
  return topic;
}

/** A message as the Bot API describes it. */
export function apiMessage(bot: World['bot'], room: ChatRoom, { id, body, rows, file, topic }: Message) {
  const words = file
    ? { caption: body.text, caption_entities: body.entities }
    : { text: body.text, entities: body.entities };
  return {
    message_id: id,
    from: profile(bot),
    chat: apiChat(room),
    date: Math.floor(Date.now() / 1000),
    ...apiTopic(topic),
    ...words,
    ...(file ? { [file.kind]: apiFile(file) } : {}),
    ...(rows.length > 0 ? { reply_markup: { inline_keyboard: rows.map((row) => row.map(apiButton)) } } : {}),
  };
}

export function apiTopic(topic: number | null) {
  return topic === null ? {} : { message_thread_id: topic, is_topic_message: true };
}

export function apiChat({ id, type, title, topics }: ChatRoom) {
  if (type === 'private') return { id, type, first_name: title };
  return topics.size > 0 ? { id, type: 'supergroup', title, is_forum: true } : { id, type, title };
}

function apiButton({ id, label }: { readonly id: string; readonly label: string }) {
  if (id.startsWith(COPIES)) return { text: label, copy_text: { text: id.slice(COPIES.length) } };
  return /^https?:/.test(id) ? { text: label, url: id } : { text: label, callback_data: id };
}

function apiFile({ kind, name, bytes }: NonNullable<Message['file']>) {
  const common = { file_id: `file-${name}`, file_unique_id: name, file_size: bytes.length };
  if (kind === 'document') return { ...common, file_name: name };
  const view = Buffer.from(bytes);
  return [{ ...common, width: view.readUInt32BE(16), height: view.readUInt32BE(20) }];
}

export function unknownMethod(): ApiFailure {
  return new ApiFailure(404, 'Not Found: method not found');
}
