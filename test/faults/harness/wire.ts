import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly platform: 'discord' | 'telegram';
  /** True if it brings someone a message. */
  readonly isMessage: boolean;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** What happens to a request: `pass` takes it to the platform; null cuts the connection without an answer. */
export type Fate = (request: Request, pass: () => Promise<Answer>) => Promise<Answer | null>;

/** The network between the workers and the platforms. Its `fate` may change at any time. */
export interface Wire {
  fate: Fate;
  /** Where each platform appears to be. */
  readonly urls: Readonly<Record<Name, string>>;
  /** Applies this to every message from now on until it has hit one. */
  strike(blow: Fate): Promise<void>;
  /**
   * The longest that a platform took to answer, in milliseconds, apart from polls, which wait for something to happen.
   */
  readonly slowestMs: number;
  stop(): Promise<void>;
}

type Name = 'discord' | 'telegram';

export const calm: Fate = (_, pass) => pass();

/**
 * @param origins where each platform is
 * @param note called for each message before anything happens to it
 */
export async function openWire(
  origins: Readonly<Record<Name, string>>,
  note: (message: Request) => Promise<void>,
): Promise<Wire> {
  let slowestMs = 0;
  const ends = { discord: await open('discord'), telegram: await open('telegram') };
  const wire: Wire = {
    fate: calm,
    get slowestMs() {
      return slowestMs;
    },
    urls: { discord: ends.discord.url, telegram: ends.telegram.url },
    async strike(blow) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wire.fate = async (request, pass) => {
        if (!request.isMessage) return pass();
        return blow(request, pass).finally(resolve);
      };
      await promise;
      wire.fate = calm;
    },
    stop: async () => {
      for (const { server } of Object.values(ends)) server.close().closeAllConnections();
    },
  };
  return wire;

  async function open(name: Name): Promise<{ readonly server: Server; readonly url: string }> {
    const server = createServer((request, response) => {
      carry(name, request, response).catch(() => response.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async function carry(platform: Name, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '', headers } = incoming;
    const began = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const pass = async (): Promise<Answer> => {
      const told = new Headers({ 'content-type': headers['content-type'] ?? '' });
      if (headers.authorization) told.set('authorization', headers.authorization);
      const sent = body.length > 0 ? { body } : {};
      const answer = await fetch(`${origins[platform]}${url}`, { method, headers: told, ...sent });
      const type = answer.headers.get('content-type') ?? '';
      if (!url.endsWith('/getUpdates')) slowestMs = Math.max(slowestMs, performance.now() - began);
      return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) };
    };
    const isMessage = method === 'POST' && /\/(messages|sendMessage)$/.test(url);
    const request = { platform, isMessage, body: body.toString() };
    if (isMessage) await note(request).catch(() => undefined);
    const answer = await wire.fate(request, pass);
    if (!answer) return void incoming.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  }
}
