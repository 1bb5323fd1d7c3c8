import { EventEmitter, once } from 'node:events';
import { ApiFailure, badRequest } from './failure.ts';
import type { MarkedEntity, MarkedText } from './marked-text.ts';

export interface SeenButton {
  readonly id: string;
  readonly label: string;
}
export interface SeenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a person looks at after something happened: several messages are read one below the other. */
export interface Seen {
  readonly text: string;
  readonly buttons: readonly SeenButton[];
  readonly files: readonly SeenFile[];
  readonly private: boolean;
}

/** One message as it is shown in the chat. */
export interface Message {
  readonly id: number;
  readonly body: MarkedText;
  readonly rows: readonly (readonly SeenButton[])[];
  readonly file: (SeenFile & { readonly kind: 'photo' | 'document' }) | null;
  /** In a group with topics; null: General. */
  readonly topic: number | null;
}

/** A message appeared or was redrawn. */
interface Showing {
  readonly message: Message;
  readonly edited: boolean;
  taken: boolean;
}

export type Door = 'open' | 'never_started' | 'blocked' | 'deactivated' | 'kicked';

/** One chat: its messages, who may write there, and what has been looked at. */
export class ChatRoom {
  readonly id: number;
  readonly type: 'private' | 'group';
  readonly title: string;
  door: Door;
  /** A group with any is a forum. */
  readonly topics = new Set<number>();
  readonly messages = new Map<number, Message>();
  private readonly events: Showing[] = [];
  private readonly emitter = new EventEmitter();

  constructor(id: number, type: 'private' | 'group', title: string) {
    this.id = id;
    this.type = type;
    this.title = title;
    this.door = type === 'private' ? 'never_started' : 'open';
  }

  /** @throws {ApiFailure} with the real server's wording if the bot may not write here */
  enter(): void {
    switch (this.door) {
      case 'open':
        return;
      case 'never_started':
        throw new ApiFailure(403, "Forbidden: bot can't initiate conversation with a user");
      case 'blocked':
        throw new ApiFailure(403, 'Forbidden: bot was blocked by the user');
      case 'deactivated':
        throw new ApiFailure(403, 'Forbidden: user is deactivated');
      case 'kicked':
        throw new ApiFailure(403, 'Forbidden: bot was kicked from the group chat');
      default:
        this.door satisfies never;
    }
  }

  show(message: Message, edited: boolean): void {
    this.messages.set(message.id, message);
    this.events.push({ message, edited, taken: false });
    this.emitter.emit('shown');
  }

  message(id: number): Message {
    const found = this.messages.get(id);
    if (!found) throw badRequest('message to edit not found');
    return found;
  }

  get mark(): number {
    return this.events.length;
  }

  /** Everything that appeared since `mark`, as one. */
  since(mark: number): Seen {
    const events = this.events.slice(mark);
    for (const event of events) event.taken = true;
    return merge(
      events.map(({ message }) => message),
      this.type,
    );
  }

  /** The next message that nobody has looked at yet. */
  async next(signal: AbortSignal): Promise<Seen> {
    for (;;) {
      const event = this.events.find(({ taken }) => !taken);
      if (event) {
        event.taken = true;
        return merge([event.message], this.type);
      }
      await once(this.emitter, 'shown', { signal });
    }
  }

  /** The latest message with this button, or the latest of all. */
  holder(button: string): Message | null {
    const newestFirst = [...this.messages.values()].reverse();
    return (
      newestFirst.find(({ rows }) => rows.flat().some(({ id }) => id === button)) ?? newestFirst[0] ?? null
    );
  }
}

function merge(messages: readonly Message[], type: 'private' | 'group'): Seen {
  return {
    text: messages
      .map(({ body }) => body.text)
      .filter(Boolean)
      .join('\n\n'),
    buttons: messages.flatMap(({ rows }) => rows.flat()),
    files: messages.flatMap(({ file }) => (file ? [{ name: file.name, bytes: file.bytes }] : [])),
    private: type === 'private',
  };
}

/** The text of a message with its formatting written out, for tables in tests: `<bold>so</bold>`. */
export function spellOut({ text, entities }: MarkedText): string {
  const at = (position: number, pick: (entity: MarkedEntity) => number) =>
    entities.filter((entity) => pick(entity) === position);
  let out = '';
  for (let position = 0; position <= text.length; position++) {
    const ending = at(position, ({ offset, length }) => offset + length);
    const starting = at(position, ({ offset }) => offset);
    out += ending
      .reverse()
      .map(({ type }) => `</${type}>`)
      .join('');
    out += starting.map(({ type, url }) => `<${type}${url ? ` ${url}` : ''}>`).join('');
    out += text.charAt(position);
  }
  return out;
}
