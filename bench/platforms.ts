import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Gateway, openGateway } from '../test/fakes/discord/gateway.ts';
import {
  APPLICATION,
  applicationPayload,
  messagePayload,
  userPayload,
} from '../test/fakes/discord/payloads.ts';

/**
 * Discord's gateway and Telegram's polling, with people using them. It is a separate process that accepts every answer
 * and checks none, so that it is never what is measured; both sides of a comparison run against it.
 */

export interface Visitor {
  readonly user: string;
  readonly address: string;
  /** The buttons under the message that this person sees. */
  readonly buttons: readonly string[];
}

/** What to do: this many acts, each person in turn, either at a rate or with this many unanswered at any time. */
export interface Ask {
  readonly platform: 'discord' | 'telegram';
  readonly act: 'command' | 'press';
  readonly visitors: readonly Visitor[];
  readonly count: number;
  readonly pace: { readonly perSecond: number } | { readonly inFlight: number };
}

export interface Told {
  /** Milliseconds from each act to the first message that answers it. */
  readonly waits: readonly number[];
  readonly seconds: number;
}

/** An act that is not answered by then ends the measurement. */
const PATIENCE_MS = 10_000;
const COMMAND = 'help';

/** By the interaction's token or the chat. */
const waiting = new Map<string, () => void>();
let updates: { readonly update_id: number }[] = [];
let hungry: (() => void) | null = null;
let count = 0;

const server = createServer((request, response) => void take(request, response));
let gateway: Gateway | null = null;

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request as AsyncIterable<string>) body += chunk;
  const url = request.url ?? '';
  const result = url.startsWith('/api/') ? discord(url) : { ok: true, result: await telegram(url, body) };
  if (result === null) response.writeHead(204).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

function discord(url: string): object | null {
  const [, token] = /\/interactions\/\w+\/(\w+)\/callback/.exec(url) ?? [];
  if (token) {
    waiting.get(token)?.();
    return null;
  }
  if (url.endsWith('/gateway/bot')) {
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
    return { url: address('ws'), shards: 1, session_start_limit: limit };
  }
  return url.endsWith('/applications/@me') ? applicationPayload() : [];
}

async function telegram(url: string, body: string): Promise<unknown> {
  const payload = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
  switch (url.split('/').at(-1)) {
    case 'getMe':
      return { id: 4242, is_bot: true, first_name: 'Rematch', username: 'rematch_bot' };
    case 'getMyCommands':
      return [];
    case 'getUpdates':
      return poll(Number(payload.offset ?? 0), Number(payload.timeout ?? 0));
    case 'sendMessage':
    case 'editMessageText': {
      const id = Number(payload.chat_id);
      waiting.get(String(id))?.();
      return { message_id: 1, date: 1, chat: { id, type: 'private' }, text: 'x' };
    }
    default:
      return true;
  }
}

/** Like the real one, it waits until there is something, and forgets what is below the offset. */
async function poll(offset: number, seconds: number): Promise<readonly object[]> {
  updates = updates.filter(({ update_id }) => update_id >= offset);
  if (updates.length === 0 && seconds > 0) {
    const { promise, resolve } = Promise.withResolvers<void>();
    hungry = resolve;
    await promise;
  }
  return updates.slice(0, 100);
}

function update(content: object): void {
  updates.push({ update_id: count, ...content });
  hungry?.();
  hungry = null;
}

function actOnTelegram(act: Ask['act'], { user, address: chatId }: Visitor, button: string): string {
  const from = { id: Number(user), is_bot: false, first_name: 'Somebody' };
  const chat = { id: Number(chatId), type: 'private', first_name: 'Somebody' };
  const message = { message_id: count, from, chat, date: Math.floor(Date.now() / 1000), text: `/${COMMAND}` };
  if (act === 'command') update({ message });
  else update({ callback_query: { id: `query${count}`, from, chat_instance: '1', message, data: button } });
  return chatId;
}

function actOnDiscord(act: Ask['act'], { user, address: channelId }: Visitor, button: string): string {
  const token = `token${count}`;
  const id = String(900_000_000_000_000_000n + BigInt(count));
  const message = { id, channelId, author: null, onlyFor: null, asked: false, at: Date.now(), nonce: null };
  const shown = {
    ...message,
    flags: 0,
    content: 'x',
    components: [],
    files: [],
    editedAt: null,
    thinking: false,
  };
  const interaction = {
    id,
    application_id: APPLICATION.id,
    token,
    version: 1,
    context: 1,
    channel_id: channelId,
    channel: { id: channelId, type: 1 },
    user: userPayload({ id: user, name: 'somebody' }),
    locale: 'en-US',
    app_permissions: '0',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 1,
    ...(act === 'command'
      ? { type: 2, data: { id: '140000000000000001', name: COMMAND, type: 1, options: [] } }
      : { type: 3, message: messagePayload(shown), data: { component_type: 2, custom_id: button } }),
  };
  gateway?.dispatch('INTERACTION_CREATE', interaction, null);
  return token;
}

/** One act by one person; resolves with the milliseconds until it is answered. */
async function one({ platform, act, visitors }: Ask, index: number): Promise<number> {
  const visitor = visitors[index % visitors.length];
  if (!visitor) throw new Error('nobody is there');
  count += 1;
  const button = visitor.buttons[Math.floor(index / visitors.length)] ?? '';
  const began = performance.now();
  const answered = Promise.withResolvers<void>();
  const key = (platform === 'discord' ? actOnDiscord : actOnTelegram)(act, visitor, button);
  waiting.set(key, answered.resolve);
  const timer = setTimeout(
    () => answered.reject(new Error(`${platform}: an ${act} was not answered`)),
    PATIENCE_MS,
  );
  await answered.promise;
  clearTimeout(timer);
  waiting.delete(key);
  return performance.now() - began;
}

async function perform(ask: Ask): Promise<Told> {
  updates = [];
  const { pace } = ask;
  const began = performance.now();
  const waits: Promise<number>[] = [];
  const next = (): Promise<number> => {
    const wait = one(ask, waits.length);
    waits.push(wait);
    return wait;
  };
  if ('inFlight' in pace) {
    const lane = async (): Promise<void> => {
      while (waits.length < ask.count) await next();
    };
    await Promise.all(Array.from({ length: pace.inFlight }, lane));
  } else {
    for (let index = 0; index < ask.count; index += 1) {
      const early = began + (index * 1000) / pace.perSecond - performance.now();
      if (early > 0) await pause(early);
      next().catch(() => undefined);
    }
  }
  return { waits: await Promise.all(waits), seconds: (performance.now() - began) / 1000 };
}

function address(scheme: 'http' | 'ws'): string {
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

server.listen(0, '127.0.0.1', () => {
  gateway = openGateway(server, process.env.BENCH_TOKEN ?? '', () => address('ws'));
  process.send?.(address('http'));
});
process.on('message', (ask: Ask) => {
  perform(ask).then(
    (told) => process.send?.(told),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
