import { EventEmitter } from 'node:events';
import { personal } from '../../watched-log.ts';
import type { FakeChoice, FakeRow, MessageBody, Modal } from './rules.ts';
import { see } from './see.ts';

export interface FakeUser {
  readonly id: string;
  readonly name: string;
  /** Their private channel with the bot. */
  readonly dm: string;
}

/** Where a person acts. `group` is a private channel that they share with someone other than the bot. */
export interface Place {
  readonly kind: 'dm' | 'server' | 'group';
  readonly channelId: string;
  readonly guildId: string | null;
}

export interface FakeFile {
  readonly name: string;
  readonly description: string | null;
  readonly bytes: Uint8Array;
}

export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  /** Null: the bot. */
  readonly author: FakeUser | null;
  /** Who sees it; null: everyone in the channel. */
  readonly onlyFor: string | null;
  /** True for an answer to an interaction, false for what the bot wrote into a chat. */
  readonly asked: boolean;
  readonly at: number;
  readonly nonce: string | null;
  flags: number;
  content: string;
  components: readonly FakeRow[];
  files: readonly FakeFile[];
  editedAt: number | null;
  /** A deferred answer, shown as "is thinking". */
  thinking: boolean;
}

/** What is in front of a person's eyes. */
export interface View {
  readonly id: string;
  /** As read: without markup. */
  readonly text: string;
  /** Kinds of markup in it. */
  readonly effects: readonly string[];
  readonly content: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly menus: readonly {
    readonly id: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
  readonly files: readonly FakeFile[];
  readonly ephemeral: boolean;
  /** True if nobody else can see it. */
  readonly private: boolean;
  readonly edited: boolean;
  readonly asked: boolean;
}

/** What an interaction leads to, as the person sees it. */
export type Outcome =
  | { readonly kind: 'message'; readonly view: View }
  | { readonly kind: 'modal'; readonly modal: Modal }
  | { readonly kind: 'choices'; readonly choices: readonly FakeChoice[] };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly user: FakeUser;
  readonly place: Place;
  /** The message whose component was used. */
  readonly message: FakeMessage | null;
  readonly at: number;
  readonly outcome: PromiseWithResolvers<Outcome>;
  answered: boolean;
  original: FakeMessage | null;
}

export const EPHEMERAL = 64;
const DISCORD_EPOCH = 1_420_070_400_000n;
export const SERVER: Place = {
  kind: 'server',
  guildId: '120000000000000001',
  channelId: '120000000000000002',
};

const OVER_MS = 60_000;

/**
 * Everything that exists: people, messages, interactions. `(userId, view)` is emitted as `shown` each time something is
 * seen.
 */
export class World extends EventEmitter<{ shown: [string, View] }> {
  readonly users = new Map<string, FakeUser>();
  readonly messages = new Map<string, FakeMessage>();
  readonly interactions = new Map<string, Interaction>();
  readonly closed = new Set<string>();
  readonly gone = new Set<string>();
  /** Messages that the bot wrote into private chats unprompted and that nobody has looked at. */
  readonly #inbox = new Map<string, View[]>();
  readonly #waiting = new Map<string, ((view: View) => void)[]>();
  /** The messages that each person sees, in the order of their latest change. */
  readonly #lines = new Map<string, Set<string>>();
  readonly #nonces = new Map<string, FakeMessage>();
  #count = 0n;

  snowflake(): string {
    this.#count += 1n;
    return String(((BigInt(Date.now()) - DISCORD_EPOCH) << 22n) | (this.#count & 0x3fffffn));
  }

  user(name: string): FakeUser {
    const known = this.users.get(name);
    if (known) return known;
    const made = { id: this.snowflake(), name, dm: this.snowflake() };
    this.users.set(name, made);
    personal(made.id, made.name, made.dm);
    return made;
  }

  userById(id: string): FakeUser | null {
    return [...this.users.values()].find((user) => user.id === id) ?? null;
  }

  /** Gives a person another private channel, so that a stored address is out of date. */
  moveDm(user: FakeUser): FakeUser {
    const moved = { ...user, dm: this.snowflake() };
    this.users.set(user.name, moved);
    return moved;
  }

  dmOwner(channelId: string): FakeUser | null {
    return [...this.users.values()].find((user) => user.dm === channelId) ?? null;
  }

  write(
    body: MessageBody,
    files: readonly FakeFile[],
    where: Pick<FakeMessage, 'channelId' | 'onlyFor' | 'asked'>,
  ): { readonly message: FakeMessage; readonly repeated: boolean } {
    const key = body.enforce_nonce && body.nonce ? `${where.channelId} ${body.nonce}` : null;
    const twin = key && this.#nonces.get(key);
    if (twin) return { message: twin, repeated: true };
    const message: FakeMessage = {
      id: this.snowflake(),
      ...where,
      author: null,
      at: Date.now(),
      nonce: body.nonce ?? null,
      flags: body.flags,
      content: body.content.trim(),
      components: body.components,
      files,
      editedAt: null,
      thinking: false,
    };
    this.messages.set(message.id, message);
    if (key) this.#nonces.set(key, message);
    return { message, repeated: false };
  }

  /** An old message in someone's private chat. */
  old(user: FakeUser): FakeMessage {
    const body = {
      content: 'old',
      components: [],
      attachments: [],
      allowed_mentions: { parse: [] },
      flags: 0,
    };
    const where = { channelId: user.dm, onlyFor: null, asked: false };
    return this.write({ ...body, enforce_nonce: false }, [], where).message;
  }

  edit(message: FakeMessage, body: MessageBody, files: readonly FakeFile[]): void {
    message.content = body.content.trim();
    message.components = body.components;
    message.files = files;
    message.editedAt = message.thinking ? null : Date.now();
    message.thinking = false;
  }

  /** Shows a message to everyone who can see it. */
  show(message: FakeMessage): View {
    const view = this.view(message);
    const owner = message.onlyFor ?? this.dmOwner(message.channelId)?.id;
    const viewers = owner ? [owner] : [...this.users.values()].map(({ id }) => id);
    for (const viewer of viewers) {
      const line = this.#lines.get(viewer) ?? new Set();
      line.delete(message.id);
      this.#lines.set(viewer, line.add(message.id));
      this.emit('shown', viewer, view);
    }
    return view;
  }

  /** Forgets what was shown, and every interaction that is over: each of ours is answered within a minute. */
  forget(): void {
    this.messages.clear();
    this.#lines.clear();
    this.#nonces.clear();
    this.#inbox.clear();
    for (const [token, { at }] of this.interactions)
      if (Date.now() - at > OVER_MS) this.interactions.delete(token);
  }

  /** Everything a person sees, the latest change last. */
  seen(user: FakeUser): readonly View[] {
    return [...(this.#lines.get(user.id) ?? [])].flatMap((id) => {
      const message = this.messages.get(id);
      return message ? [this.view(message)] : [];
    });
  }

  /** A message in a private chat that nobody had just asked for. */
  deliver(user: FakeUser, view: View): void {
    const waiting = this.#waiting.get(user.id)?.shift();
    if (waiting) waiting(view);
    else this.#inbox.set(user.id, [...(this.#inbox.get(user.id) ?? []), view]);
  }

  arrives(user: FakeUser): Promise<View> {
    const [first, ...rest] = this.#inbox.get(user.id) ?? [];
    this.#inbox.set(user.id, rest);
    if (first) return Promise.resolve(first);
    const { promise, resolve } = Promise.withResolvers<View>();
    this.#waiting.set(user.id, [...(this.#waiting.get(user.id) ?? []), resolve]);
    return promise;
  }

  view(message: FakeMessage): View {
    const sight = see(message.content);
    const components = message.components.flatMap((row) => row.components);
    const isDm = this.dmOwner(message.channelId) !== null;
    return {
      id: message.id,
      text: sight.text,
      effects: sight.effects,
      content: message.content,
      buttons: components.flatMap((one) => (one.type === 2 ? [{ id: one.custom_id, label: one.label }] : [])),
      menus: components.flatMap((one) =>
        one.type === 3 ? [{ id: one.custom_id, options: one.options }] : [],
      ),
      files: message.files,
      ephemeral: (message.flags & EPHEMERAL) !== 0,
      private: isDm || message.onlyFor !== null,
      edited: message.editedAt !== null,
      asked: message.asked,
    };
  }
}
