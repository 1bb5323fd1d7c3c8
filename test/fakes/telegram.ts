import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { personal, secret } from '../watched-log.ts';
import { ChatRoom } from './telegram/chats.ts';
import { ApiFailure, badRequest, tooMany } from './telegram/failure.ts';
import { METHODS, type Payload, SENDING, unknownMethod, type World } from './telegram/methods.ts';
import { createGroup, createPerson, type Group, type Person } from './telegram/people.ts';
import { createUpdates } from './telegram/updates.ts';
import { telegramSchemas } from './telegram-schemas.ts';

/**
 * What goes wrong on demand. `busy` answers 429, `unavailable` 502, `refused` 400; `dropped` closes the connection;
 * `hang` stays silent.
 */
export interface Trouble {
  readonly how: 'closed' | 'busy' | 'unavailable' | 'refused' | 'dropped' | 'hang';
  /** Only calls of this method. */
  readonly method?: string;
  /** Only calls for this chat. */
  readonly chat?: number;
  /** How often; absent: until it is healed. */
  readonly times?: number;
  readonly retryAfter?: number;
}

export interface Call {
  readonly method: string;
  readonly payload: Payload;
}

export interface FakeTelegramOptions {
  /** Messages a second accepted before 429: 30, like the real one; null: no limit, for talks faster than people. */
  readonly perSecond?: number | null;
  /** The clock for that limit, in milliseconds. */
  readonly now?: () => number;
  /** How long a person waits for the bot before the test fails with an explanation. */
  readonly patienceMs?: number;
  /** False: payloads are not checked against the published description, which costs more than all the rest. */
  readonly isChecked?: boolean;
}

export type { Person };

export type FakeTelegram = Awaited<ReturnType<typeof startFakeTelegram>>;

const TOKEN = '4242:a-token-of-the-fake';

/** A Bot API on loopback that refuses what Telegram refuses and shows what a person sees. */
export async function startFakeTelegram({
  perSecond = 30,
  now = () => performance.now(),
  patienceMs = 15_000,
  isChecked = true,
}: FakeTelegramOptions = {}) {
  secret(TOKEN);
  const schemas = isChecked ? telegramSchemas() : null;
  const violations: string[] = [];
  const warnings: string[] = [];
  const calls: Call[] = [];
  const troubles = new Set<{ trouble: Trouble; left: number }>();
  const rooms = new Map<number, ChatRoom>();
  const people = new Map<string, Person>();
  const heard = new EventEmitter();
  let lastId = 100;
  let sends: { at: number; chat: unknown }[] = [];
  let offline = false;
  let refused = 0;

  const updates = createUpdates((update) => violations.push(...(schemas?.type('Update', update) ?? [])));
  const world: World = {
    bot: { id: 4242, username: 'rematch_bot' },
    updates,
    callbacks: new Map(),
    commands: new Map(),
    files: new Map(),
    nextMessageId: () => ++lastId,
    patienceMs,
    chat(id) {
      const room = rooms.get(id);
      if (!room) throw badRequest('chat not found');
      return room;
    },
  };

  const server = createServer((req, res) => {
    handle(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (offline) return void res.destroy();
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    const path = /^\/file\/bot([^/]+)\/documents\/(\w+)$/.exec(req.url ?? '');
    if (path) {
      const bytes = path[1] === TOKEN ? world.files.get(path[2] ?? '') : undefined;
      return void res.writeHead(bytes ? 200 : 404).end(bytes);
    }
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec((req.url ?? '').split('?')[0] ?? '') ?? [];
    const payload = await readPayload(req, method);
    calls.push({ method, payload });
    heard.emit('call');
    try {
      if (token !== TOKEN) throw new ApiFailure(401, 'Unauthorized');
      const run = METHODS[method];
      if (!run) throw unknownMethod();
      violations.push(...(schemas?.payload(method, withoutBytes(payload)) ?? []));
      const trouble = findTrouble(method, payload);
      if (trouble === 'dropped') return void res.destroy();
      if (trouble === 'hang') return;
      if (trouble === 'unavailable') return void res.writeHead(502).end('<html>Bad Gateway</html>');
      if (SENDING.has(method)) countSend(payload);
      const result = await run(world, payload, gone.signal);
      violations.push(...(schemas?.result(method, result) ?? []));
      answer(res, 200, { ok: true, result });
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : badRequest('wrong parameters');
      const { code, description, retryAfter } = failure;
      if (!(error instanceof ApiFailure)) violations.push(`${method}: ${error}`);
      else if (code === 400 && !OF_STATE.test(description)) violations.push(`${method}: ${description}`);
      const parameters = retryAfter === null ? {} : { parameters: { retry_after: retryAfter } };
      answer(res, code, { ok: false, error_code: code, description, ...parameters });
    }
  }

  async function readPayload(req: IncomingMessage, method: string): Promise<Payload> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const type = req.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/'))
      return body.length > 0 ? payloadSchema.parse(JSON.parse(body.toString())) : {};
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const payload: Record<string, unknown> = {};
    for (const [name, value] of form) {
      // telegraf repeats the method's name among the fields.
      if (name === 'method') continue;
      if (typeof value === 'string') payload[name] = decode(method, name, value);
      else payload[name] = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
    return payload;
  }

  function decode(method: string, name: string, value: string): unknown {
    if (schemas) return schemas.decode(method, name, value);
    return ['reply_markup', 'caption_entities'].includes(name) ? JSON.parse(value) : value;
  }

  function findTrouble(method: string, payload: Payload): Trouble['how'] | null {
    for (const entry of troubles) {
      const { trouble } = entry;
      if (trouble.method !== undefined && trouble.method !== method) continue;
      if (trouble.chat !== undefined && String(trouble.chat) !== String(payload.chat_id)) continue;
      entry.left -= 1;
      if (entry.left <= 0) troubles.delete(entry);
      if (trouble.how === 'closed') throw new ApiFailure(403, 'Forbidden: bot was blocked by the user');
      if (trouble.how === 'refused') throw badRequest('refused on demand');
      if (trouble.how === 'busy') throw tooMany(trouble.retryAfter ?? 1);
      return trouble.how;
    }
    return null;
  }

  function countSend({ chat_id }: Payload): void {
    const at = now();
    sends = sends.filter((send) => at - send.at < 1000);
    if (perSecond !== null && sends.length >= perSecond) {
      refused += 1;
      throw tooMany(1);
    }
    if (sends.some(({ chat }) => chat === chat_id))
      warnings.push('more than one message a second in one chat');
    sends.push({ at, chat: chat_id });
  }

  function person(name: string): Person {
    const known = people.get(name);
    if (known) return known;
    const room = new ChatRoom(700_000 + people.size, 'private', name);
    rooms.set(room.id, room);
    personal(room.id, name);
    const made = createPerson(world, room);
    people.set(name, made);
    return made;
  }

  function group(title: string): Group {
    const room = new ChatRoom(-900_000 - rooms.size, 'group', title);
    rooms.set(room.id, room);
    return createGroup(world, room);
  }

  return {
    url,
    token: TOKEN,
    username: world.bot.username,
    /** Payloads beyond a limit, and payloads or answers that the published description does not allow. */
    violations: violations as readonly string[],
    /** What Telegram might slow down: more than one message a second in a chat. */
    warnings: warnings as readonly string[],
    calls: calls as readonly Call[],
    /** Forgets the calls so far, for runs so long that keeping them would slow the fake down. */
    forget: () => void calls.splice(0),
    /** Messages beyond the limit per second. */
    get refused(): number {
      return refused;
    },
    updates,
    person,
    group,
    /** Stores what a person is about to send; returns its `file_id`. */
    file(bytes: Uint8Array): string {
      const id = `file${world.files.size + 1}`;
      world.files.set(id, bytes);
      return id;
    },
    /** What the menu button offers in a private chat, or in a group. */
    commands: (place: 'private' | 'group' = 'private') =>
      world.commands.get(place === 'private' ? 'all_private_chats' : 'all_group_chats') ??
      world.commands.get('default') ??
      [],
    /** Resolves once `method` has been called `times` times since the start. */
    async called(method: string, times = 1): Promise<readonly Call[]> {
      const signal = AbortSignal.timeout(15_000);
      for (;;) {
        const found = calls.filter((call) => call.method === method);
        if (found.length >= times) return found;
        await once(heard, 'call', { signal });
      }
    },
    /** Makes calls fail; the returned function heals it. */
    trouble(trouble: Trouble): () => void {
      const entry = { trouble, left: trouble.times ?? Number.POSITIVE_INFINITY };
      troubles.add(entry);
      return () => troubles.delete(entry);
    },
    /** Cuts every connection and accepts no other until the returned function is called. */
    cutNetwork(): () => void {
      offline = true;
      server.closeAllConnections();
      return () => {
        offline = false;
      };
    },
    async stop(): Promise<void> {
      updates.setWebhook(null, undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Refusals that are about people and time, not about a faulty payload. */
const OF_STATE =
  /refused on demand|wrong file_id|chat not found|not modified|to edit not found|query is too old/;

const payloadSchema = z.record(z.string(), z.unknown());

function withoutBytes(payload: Payload): Payload {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, isUpload(value) ? 'attached file' : value]),
  );
}

function isUpload(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
