import { typed } from '../../watched-log.ts';
import type { ChatRoom, Message, Seen } from './chats.ts';
import { apiChat, apiMessage, apiTopic, type World } from './methods.ts';

export interface PressOptions {
  /** The query can no longer be answered. */
  readonly expired?: boolean;
  /** Telegram no longer shows the bot the message of the button. */
  readonly inaccessible?: boolean;
}

/** A person on Telegram. Each act resolves with what they see next, once the bot has finished with it. */
export interface Person {
  readonly id: number;
  readonly room: ChatRoom;
  /** A text of more than 4,096 characters is sent in pieces, as Telegram's apps do. */
  say(text: string): Promise<Seen>;
  /** Sends a text without waiting for anything. */
  mutter(text: string): void;
  /** Sends something that is not text: `{ sticker: … }`, `{ photo: … }`. */
  send(content: Readonly<Record<string, unknown>>): Promise<Seen>;
  /** Edits a message sent earlier. */
  edit(text: string): Promise<Seen>;
  press(button: string, options?: PressOptions): Promise<Seen>;
  block(): Promise<Seen>;
  unblock(): Promise<Seen>;
  deactivate(): void;
  /** What arrives unprompted: the next message that none of their acts has caused. */
  arrives(): Promise<Seen>;
}

export interface Group {
  readonly id: number;
  readonly room: ChatRoom;
  /** @param topic the number of a topic, in a group that has topics */
  say(from: Person, text: string, topic?: number): Promise<Seen>;
  press(from: Person, button: string): Promise<Seen>;
}

type Content = Readonly<Record<string, unknown>>;

let queries = 0;

/** Delivers updates and, after them, a meaningless query: once that is answered, the bot has finished with them. */
async function act(
  world: World,
  room: ChatRoom,
  from: number,
  ...updates: readonly Content[]
): Promise<Seen> {
  const mark = room.mark;
  for (const update of updates) world.updates.push(update);
  const through = Promise.withResolvers<void>();
  world.updates.push(callbackQuery(world, room, from, { game_short_name: 'fence' }, null, through.resolve));
  const patience = setTimeout(
    () => through.reject(new Error('the bot is not through with an update')),
    world.patienceMs,
  );
  await through.promise.finally(() => clearTimeout(patience));
  return room.since(mark);
}

function callbackQuery(
  world: World,
  room: ChatRoom,
  from: number,
  what: Readonly<Record<string, string>>,
  message: Message | null,
  answered: () => void,
): Readonly<Record<string, unknown>> {
  queries += 1;
  const id = `query-${queries}`;
  world.callbacks.set(id, answered);
  const about = message
    ? apiMessage(world.bot, room, message)
    : { chat: apiChat(room), message_id: 1, date: 0 };
  return {
    callback_query: { id, from: user(from, room), chat_instance: `${room.id}`, message: about, ...what },
  };
}

function user(id: number, room: ChatRoom) {
  return { id, is_bot: false, first_name: room.type === 'private' ? room.title : 'Somebody' };
}

function userMessage(world: World, room: ChatRoom, from: number, content: Readonly<Record<string, unknown>>) {
  typed(content.text, content.caption);
  const date = Math.floor(Date.now() / 1000);
  return {
    message: {
      message_id: world.nextMessageId(),
      from: user(from, room),
      chat: apiChat(room),
      date,
      ...content,
    },
  };
}

export function createPerson(world: World, room: ChatRoom): Person {
  const { id } = room;

  function member(was: 'member' | 'kicked', is: 'member' | 'kicked') {
    const bot = { id: world.bot.id, is_bot: true, first_name: 'Rematch', username: world.bot.username };
    const status = (name: string) => ({
      status: name,
      user: bot,
      ...(name === 'kicked' ? { until_date: 0 } : {}),
    });
    const change = { old_chat_member: status(was), new_chat_member: status(is) };
    return {
      my_chat_member: {
        chat: apiChat(room),
        from: user(id, room),
        date: Math.floor(Date.now() / 1000),
        ...change,
      },
    };
  }

  return {
    id,
    room,
    say(text) {
      room.door = 'open';
      const pieces = text.match(/[\s\S]{1,4096}/g) ?? [''];
      return act(world, room, id, ...pieces.map((piece) => userMessage(world, room, id, { text: piece })));
    },
    mutter(text) {
      room.door = 'open';
      world.updates.push(userMessage(world, room, id, { text }));
    },
    send(content) {
      room.door = 'open';
      return act(world, room, id, userMessage(world, room, id, content));
    },
    edit(text) {
      const { message } = userMessage(world, room, id, { text });
      return act(world, room, id, { edited_message: { ...message, edit_date: message.date } });
    },
    press(button, { expired = false, inaccessible = false } = {}) {
      const message = inaccessible ? null : room.holder(button);
      const update = callbackQuery(world, room, id, { data: button }, message, () => {});
      if (expired) world.callbacks.clear();
      return act(world, room, id, update);
    },
    block() {
      room.door = 'blocked';
      return act(world, room, id, member('member', 'kicked'));
    },
    unblock() {
      room.door = 'open';
      return act(world, room, id, member('kicked', 'member'));
    },
    deactivate() {
      room.door = 'deactivated';
    },
    arrives() {
      const arrival = room.next(AbortSignal.timeout(world.patienceMs)).catch(() => {
        throw new Error(`nothing arrived within ${world.patienceMs} ms`);
      });
      // A test that fails before it looks at what arrives should fail for its own reason.
      arrival.catch(() => {});
      return arrival;
    },
  };
}

export function createGroup(world: World, room: ChatRoom): Group {
  return {
    id: room.id,
    room,
    say(from, text, topic) {
      if (topic !== undefined) room.topics.add(topic);
      const content = { text, ...apiTopic(topic ?? null) };
      return act(world, room, from.id, userMessage(world, room, from.id, content));
    },
    press: (from, button) =>
      act(
        world,
        room,
        from.id,
        callbackQuery(world, room, from.id, { data: button }, room.holder(button), () => {}),
      ),
  };
}
