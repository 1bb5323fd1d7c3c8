import Fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '#jobs/metrics.ts';

/** What `/health` says: ready only when every part is. `notes`: sentences for the operator, without anything personal. */
export interface State {
  readonly parts: Readonly<Record<string, boolean>>;
  readonly notes: readonly string[];
}
export interface Health {
  check(): Promise<State>;
}

/** The one HTTP server: health and metrics; fronts add their own routes before it listens. */
export function createHttp(health: Health, metrics: Metrics): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 256 * 1024, forceCloseConnections: true });
  app.get('/health', async (_request, reply) => {
    const { parts, notes } = await health.check();
    const isReady = Object.values(parts).every(Boolean);
    return reply
      .code(isReady ? 200 : 503)
      .send({ ready: isReady, parts, ...(notes.length > 0 && { notes }) });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return app;
}
