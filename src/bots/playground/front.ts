import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { type Answer, type Chat, type Front, showing } from '#bots/chat/chat.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { loadAssets } from '#bots/playground/assets.ts';
import { objection, SECURITY_HEADERS } from '#bots/playground/guard.ts';
import { pageWords } from '#bots/playground/page-words.ts';
import {
  attachment,
  invokeSchema,
  MOST_BASE64,
  suggestSchema,
  toJson,
  whoSchema,
} from '#bots/playground/protocol.ts';
import { createStreams } from '#bots/playground/streams.ts';
import type { Sender } from '#core/platform.ts';
import { type Reply, words } from '#core/reply.ts';

const BODY_LIMIT = 64 * 1024;
/** Including files. */
const INVOKE_LIMIT = MOST_BASE64 + BODY_LIMIT;
const GRACE_MS = 5_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Why a request was turned away; each has a sentence under `playground.refused`. */
type Reason = 'peer' | 'host' | 'origin' | 'json' | 'long' | 'shape' | 'stopping' | 'failed';

class TurnedAway extends Error {
  override readonly name = 'TurnedAway';
  readonly status: number;
  readonly reason: Reason;
  constructor(status: number, reason: Reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }
}

export interface PlaygroundOptions {
  /** The server that `main.ts` listens on; routes are added before it does. */
  readonly app: FastifyInstance;
  readonly chat: Chat;
  /**
   * Brings the person's next reminder forward; false if none is waiting. It arrives through `sender` like any other.
   */
  readonly bringForward: (user: string) => Promise<boolean>;
  readonly log: Logger;
  /** How long a reminder waits for a page that is reconnecting before the page counts as closed. */
  readonly graceMs?: number;
}

export type PlaygroundFront = Front & { readonly sender: Sender };

/** The playground: a chat page on this machine and the JSON protocol under it (`docs/playground.md`). */
export function createPlaygroundFront(options: PlaygroundOptions): PlaygroundFront {
  const { app, chat, bringForward, log, graceMs = GRACE_MS } = options;
  const streams = createStreams(graceMs);
  const slowDown: Reply = [
    { kind: 'text', body: [{ type: 'paragraph', children: [...words(chat.words('chat.slow_down'))] }] },
  ];
  const underWay = new Set<Promise<unknown>>();
  let open = false;

  /** Runs one piece of work that `stop` waits for. */
  async function finish<T>(work: () => Promise<T>): Promise<T> {
    if (!open) throw new TurnedAway(503, 'stopping');
    const running = work();
    underWay.add(running);
    try {
      return await running;
    } finally {
      underWay.delete(running);
    }
  }

  function arrived(person: string): void {
    finish(() => chat.reachable('playground', { user: person, address: person }, true)).catch(
      (error: unknown) => log.error({ error: nameOf(error) }, 'a visit could not be noted'),
    );
  }

  async function admitted(invocation: Invocation): Promise<Answer> {
    const admission = await chat.admit(invocation);
    switch (admission) {
      case 'answer':
      case 'urgent':
        return chat.handle(invocation);
      case 'slow_down':
        return { reply: slowDown, redraw: false };
      case 'ignore':
        return { reply: [], redraw: false };
      default:
        return admission satisfies never;
    }
  }

  function noteShown(answer: Answer, response: ServerResponse): void {
    finish(() => showing(answer, () => written(response))).catch((error: unknown) =>
      log.info({ error: nameOf(error) }, 'an answer was not read by its page'),
    );
  }

  function turnAway(error: unknown, reply: FastifyReply): FastifyReply {
    const { status, reason } = asTurnedAway(error);
    if (reason === 'failed') log.error({ error: nameOf(error) }, 'a playground request failed');
    const fields =
      error instanceof ZodError ? { fields: error.issues.map((issue) => issue.path.join('.')) } : {};
    return reply
      .code(status)
      .type(JSON_TYPE)
      .send({ error: chat.words(`playground.refused.${reason}`), ...fields });
  }

  // A stream's address contains the person's id, so the server's own request log stays silent here.
  app.register(
    async (page) => {
      page.addHook('onRequest', async (request, reply) => {
        reply.headers(SECURITY_HEADERS);
        const found = objection(request);
        if (found) throw new TurnedAway(found === 'json' ? 415 : 403, found);
      });
      page.setErrorHandler((error, _request, reply) => turnAway(error, reply));

      for (const { path, type, body } of await loadAssets(pageWords(chat))) {
        page.get(path, async (_request, reply) =>
          reply.header('cache-control', 'no-cache').type(type).send(body),
        );
      }

      page.register(async (api) => {
        api.addHook('onRequest', async (_request, reply) => {
          reply.header('cache-control', 'no-store').type(JSON_TYPE);
        });

        api.post('/api/invoke', { bodyLimit: INVOKE_LIMIT }, async (request, reply) => {
          const { person, input, files } = invokeSchema.parse(request.body);
          const isLong = Number(request.headers['content-length'] ?? 0) > BODY_LIMIT;
          if (isLong && files.length === 0) throw new TurnedAway(413, 'long');
          const invocation: Invocation = {
            platform: 'playground',
            user: person,
            address: person,
            input,
            ...(files.length > 0 ? { attachments: files.map(attachment) } : {}),
          };
          const answer = await finish(() => admitted(invocation));
          noteShown(answer, reply.raw);
          return toJson({ reply: answer.reply, redraw: answer.redraw });
        });

        api.post('/api/forward', { bodyLimit: BODY_LIMIT }, async (request) => {
          const { person } = whoSchema.parse(request.body);
          return toJson({ brought: await finish(() => bringForward(person)) });
        });

        api.get('/api/stream', async (request, reply) => {
          const { person } = whoSchema.parse(request.query);
          if (!open) throw new TurnedAway(503, 'stopping');
          // Opened first, so that what the visit releases can be said at once.
          const stream = streams.open(person);
          arrived(person);
          return reply.type('text/event-stream; charset=utf-8').send(stream);
        });

        api.get('/api/commands', async () => toJson(chat.commands));
        api.get('/api/words', async () => toJson(pageWords(chat)));
        api.get('/api/suggest', async (request) => {
          const { person, ...typing } = suggestSchema.parse(request.query);
          const whose = person === undefined ? {} : { user: person };
          return toJson(await chat.suggest({ platform: 'playground', ...whose, ...typing }));
        });
      });
    },
    { logLevel: 'silent' },
  );

  return {
    sender: streams.sender,
    async start() {
      open = true;
    },
    async stop() {
      open = false;
      await Promise.allSettled(underWay);
      streams.close();
    },
    ready: () => open,
  };
}

/** Resolves once a response has been sent in full. @throws {Error} if the page left before that */
async function written(response: ServerResponse): Promise<void> {
  if (!response.destroyed && !response.writableFinished) await once(response, 'close');
  if (!response.writableFinished) throw new Error('the page left');
}

function asTurnedAway(error: unknown): { readonly status: number; readonly reason: Reason } {
  if (error instanceof TurnedAway) return error;
  if (error instanceof ZodError) return { status: 400, reason: 'shape' };
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return { status, reason: 'long' };
  if (status === 415) return { status, reason: 'json' };
  if (typeof status === 'number' && status < 500) return { status, reason: 'shape' };
  return { status: 500, reason: 'failed' };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
