import { z } from 'zod';
import type { Input, Invocation } from '#bots/chat/invocation.ts';
import type { Place } from '#bots/telegram/api.ts';

/** Only the parts of https://core.telegram.org/bots/api#update that we use; anything else is ignored. */
const userSchema = z.object({ id: z.int() });
const chatSchema = z.object({ id: z.int(), type: z.string() });

/** In a chat with topics. A reply in any other group has a thread too, but nothing can be sent there. */
const topicShape = { message_thread_id: z.int().optional(), is_topic_message: z.boolean().optional() };

const fileSchema = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  /** Bytes. */
  file_size: z.int().optional(),
  /** Seconds. */
  duration: z.int().optional(),
});
export type TelegramFile = z.infer<typeof fileSchema>;

const messageSchema = z.object({
  message_id: z.int(),
  chat: chatSchema,
  ...topicShape,
  /** Unix time in seconds. */
  date: z.int(),
  from: userSchema.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  document: fileSchema.optional(),
  voice: fileSchema.optional(),
  audio: fileSchema.optional(),
  /** Someone else's words, or older ones. */
  forward_origin: z.object({ type: z.string(), sender_user: userSchema.optional() }).optional(),
});

export const updateSchema = z.object({
  update_id: z.int(),
  message: messageSchema.loose().optional(),
  edited_message: messageSchema.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: userSchema,
      /** Date 0: the message is too old or deleted, and cannot be edited. */
      message: z
        .object({
          chat: chatSchema,
          message_id: z.int(),
          date: z.int(),
          text: z.string().optional(),
          ...topicShape,
        })
        .optional(),
      data: z.string().optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat: chatSchema, from: userSchema, new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});
export type Update = z.infer<typeof updateSchema>;
export type Message = NonNullable<Update['message']>;
export type EditedMessage = NonNullable<Update['edited_message']>;
export type CallbackQuery = NonNullable<Update['callback_query']>;
type TopicMessage = Pick<Message, 'chat' | 'message_thread_id' | 'is_topic_message'>;

/** What people send that is not text. Service messages (a pin, a timer) are not among these and get no answer. */
const CONTENT = [
  ...[
    'animation',
    'audio',
    'checklist',
    'contact',
    'dice',
    'document',
    'game',
    'location',
    'paid_media',
    'photo',
  ],
  ...['poll', 'sticker', 'story', 'venue', 'video', 'video_note', 'voice'],
];

const COMMAND = /^\/(\w{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/;

/** A typed command: its name in lower case, the bot it was sent to, and the rest of the text. */
export function parseCommand(text: string): { name: string; bot: string | null; rest: string } | null {
  const [, name, bot, rest] = COMMAND.exec(text) ?? [];
  return name === undefined
    ? null
    : { name: name.toLowerCase(), bot: bot ?? null, rest: (rest ?? '').trim() };
}

type Meaning = Pick<Invocation, 'input' | 'quoted'> & { readonly files: readonly TelegramFile[] };

/** What a private message means, or null if no person wrote it (a pin, a timer). */
export function readMessage(message: Message): Meaning | null {
  const { document, voice, audio, forward_origin: origin, from } = message;
  const words = message.text ?? message.caption;
  if (words === undefined && CONTENT.every((kind) => message[kind] === undefined)) return null;
  const files = [document, voice, audio].filter((file) => file !== undefined);
  if (origin) {
    const isOwn = origin.sender_user ? origin.sender_user.id === from?.id : null;
    return { input: { kind: 'text', text: '' }, quoted: { text: words ?? '', isOwn }, files };
  }
  const command = parseCommand(words ?? '');
  const input: Input = command
    ? { kind: 'command', name: command.name, options: {}, rest: command.rest }
    : { kind: 'text', text: words ?? '' };
  return { input, files };
}

/** The chat whose order an update belongs to; null if we do not handle it. */
export function chatOf(update: Update): { readonly id: number; readonly type: string } | null {
  const { message, edited_message: edited, callback_query: query, my_chat_member: member } = update;
  if (message) return message.chat;
  if (edited) return edited.chat;
  if (member) return member.chat;
  if (query) return query.message?.chat ?? { id: query.from.id, type: 'private' };
  return null;
}

/** Where a message is answered: in its chat, and in its topic if it has one. */
export function placeOf({ chat, message_thread_id, is_topic_message }: TopicMessage): Place {
  return {
    chat: chat.id,
    ...(is_topic_message && message_thread_id !== undefined ? { topic: message_thread_id } : {}),
  };
}
