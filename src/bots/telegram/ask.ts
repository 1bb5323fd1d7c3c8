import type { Attachment } from '#bots/chat/attachment.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import type { Place } from '#bots/telegram/api.ts';
import {
  type CallbackQuery,
  type EditedMessage,
  type Message,
  parseCommand,
  placeOf,
  readMessage,
  type TelegramFile,
  type Update,
} from '#bots/telegram/update.ts';
import type { Recipient } from '#core/platform.ts';

/** The message whose button was pressed. */
export type Pressed = NonNullable<CallbackQuery['message']>;

/** What an update asks of us. */
export type Ask =
  /**
   * Someone does something in their private chat. `query` has to be acknowledged, so that the button stops spinning.
   */
  | {
      readonly kind: 'talk';
      readonly invocation: Invocation;
      readonly to: Place;
      readonly pressed: Pressed | null;
      readonly query: string | null;
    }
  /** Someone used a command of ours in a group. */
  | { readonly kind: 'group'; readonly invocation: Invocation; readonly to: Place }
  /** A press that means nothing here, or comes from a place where no private answer is allowed. */
  | { readonly kind: 'query'; readonly query: string }
  | { readonly kind: 'member'; readonly to: Recipient; readonly isOpen: boolean };

/** The names we go by. */
export interface Names {
  /** Makes a file of a message readable. */
  readonly attach: (file: TelegramFile) => Attachment;
  /** The bot's name without `@`. */
  readonly username: string;
  readonly commands: readonly CommandSpec[];
}

/** What an update asks of us, or null if nothing. */
export function askOf(update: Update, names: Names): Ask | null {
  const { message, edited_message: edited, callback_query: query, my_chat_member: member } = update;
  if (message?.chat.type === 'private') return askOfMessage(message, names);
  if (edited) return askOfEdit(edited);
  if (message) return askOfGroup(message, names);
  if (query) return askOfPress(query);
  if (member?.chat.type !== 'private') return null;
  const to = { user: String(member.from.id), address: String(member.chat.id) };
  return { kind: 'member', to, isOpen: member.new_chat_member.status === 'member' };
}

function askOfMessage(message: Message, { attach }: Names): Ask | null {
  const meaning = readMessage(message);
  if (!meaning) return null;
  const { files, ...told } = meaning;
  const attachments = files.length > 0 ? { attachments: files.map(attach) } : {};
  const invocation = {
    ...invocationOf(writerOf(message), message.chat.id, told.input),
    ...told,
    ...attachments,
  };
  return { kind: 'talk', invocation, to: placeOf(message), pressed: null, query: null };
}

function askOfEdit(edited: EditedMessage): Ask | null {
  const text = edited.text ?? edited.caption;
  if (edited.chat.type !== 'private' || text === undefined) return null;
  const invocation = invocationOf(writerOf(edited), edited.chat.id, { kind: 'edit', text });
  return { kind: 'talk', invocation, to: placeOf(edited), pressed: null, query: null };
}

function writerOf({ from, chat }: Pick<EditedMessage, 'from' | 'chat'>): number {
  return from?.id ?? chat.id;
}

function askOfGroup(message: Message, { username, commands }: Names): Ask | null {
  const command = parseCommand(message.text ?? '');
  if (!command) return null;
  const isOurs =
    command.bot === null
      ? commands.some(({ name }) => name === command.name)
      : command.bot.toLowerCase() === username.toLowerCase();
  if (!isOurs) return null;
  const input = { kind: 'command', name: command.name, options: {}, rest: '' } as const;
  const invocation = invocationOf(writerOf(message), null, input);
  return { kind: 'group', invocation, to: placeOf(message) };
}

function askOfPress({ id: query, from, data, message }: CallbackQuery): Ask {
  if (data === undefined || (message && message.chat.type !== 'private')) return { kind: 'query', query };
  const to = message ? placeOf(message) : { chat: from.id };
  const invocation = invocationOf(from.id, to.chat, { kind: 'press', button: data });
  return { kind: 'talk', invocation, to, pressed: message ?? null, query };
}

function invocationOf(user: number, address: number | null, input: Invocation['input']): Invocation {
  return {
    platform: 'telegram',
    user: String(user),
    address: address === null ? null : String(address),
    input,
  };
}
