import Fastify, { type FastifyInstance } from 'fastify';
import { mayAsk } from '#app/host-rule.ts';
import type { Metrics } from '#jobs/metrics.ts';

/** What `/health` says: ready only when every part is. `notes`: sentences for the operator, without anything personal. */
export interface State {
  readonly parts: Readonly<Record<string, boolean>>;
  readonly notes: readonly string[];
}
export interface Health {
  check(): Promise<State>;
}

export interface HttpOptions {
  /** `HTTP_HOST`: it decides by which names health and metrics may be asked for. */
  readonly host: string;
  readonly patience?: Patience;
}

/** How long a request may take to arrive; answering it is not counted. */
export interface Patience {
  readonly headersMs: number;
  /** Headers and body. */
  readonly wholeMs: number;
  /** How often connections are looked through for late ones. */
  readonly everyMs: number;
}

/** A request that arrives in pieces holds a connection; those of Telegram and of the page take milliseconds. */
const PATIENCE: Patience = { headersMs: 10_000, wholeMs: 20_000, everyMs: 5_000 };

/** The one HTTP server: health and metrics; fronts add their own routes before it listens. */
export function createHttp(
  health: Health,
  metrics: Metrics,
  { host, patience = PATIENCE }: HttpOptions,
): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    forceCloseConnections: true,
    requestTimeout: patience.wholeMs,
    http: { headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.everyMs },
  });
  app.register(async (probes) => {
    probes.addHook('onRequest', async ({ headers, socket }, reply) => {
      if (mayAsk(headers.host ?? '', host, socket.localPort)) return;
      return reply
        .code(403)
        .send({ error: 'This Host is not one of ours. Ask by address or by container name.' });
    });
    probes.get('/health', async (_request, reply) => {
      const { parts, notes } = await health.check();
      const isReady = Object.values(parts).every(Boolean);
      return reply
        .code(isReady ? 200 : 503)
        .send({ ready: isReady, parts, ...(notes.length > 0 && { notes }) });
    });
    probes.get('/metrics', async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  });
  return app;
}
