import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Updates are a few kilobytes; nothing Telegram sends comes near this. */
const MAX_BODY_BYTES = 1_000_000;

/** Where a webhook's requests arrive, and what accepts them. */
export interface Webhook {
  readonly webhookPath: string;
  readonly webhookHandler: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
}

/** Passes Telegram's requests to the front as they arrive: it reads no body before it has seen the secret. */
export function mountWebhook(http: FastifyInstance, { webhookPath, webhookHandler }: Webhook): void {
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.post(webhookPath, (request, reply) => {
      reply.hijack();
      return webhookHandler(request.raw, reply.raw);
    });
  });
}

/**
 * Accepts updates from Telegram over HTTP. The secret is compared before a byte of the body is read, so it needs the
 * raw request, with the body unread.
 * @param accept accepts one unparsed update; false: not now, so Telegram should deliver it again
 */
export function createWebhookHandler(secret: string | null, accept: (update: unknown) => Promise<boolean>) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (req.method !== 'POST') return refuse(res, 405);
    if (secret !== null && !matches(secret, req.headers['x-telegram-bot-api-secret-token']))
      return refuse(res, 401);
    const body = await read(req).catch(() => null);
    if (body === null) return refuse(res, 413);
    const update = parse(body);
    if (update === undefined) return refuse(res, 400);
    if (!(await accept(update))) return refuse(res, 503);
    res.writeHead(200).end();
  };
}

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status, { connection: 'close' }).end();
}

function matches(secret: string, given: string | string[] | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(digest(secret), digest(given));
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  // Joined before decoding, because a character may span two chunks.
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
