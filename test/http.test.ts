import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { mayAsk } from '#app/host-rule.ts';
import { createHttp, type Patience } from '#app/http.ts';
import { createMetrics } from '#jobs/metrics.ts';

let http: FastifyInstance | null = null;
afterEach(() => http?.close());

/** Serves on loopback; `host` is where it believes it listens. Resolves with the port. */
async function serve(host: string, patience?: Patience): Promise<number> {
  const check = async () => ({ parts: { redis: true }, notes: [] });
  http = createHttp({ check }, createMetrics(), { host, ...(patience && { patience }) });
  http.post('/taken', async () => 'taken');
  await http.listen({ host: '127.0.0.1', port: 0 });
  return (http.server.address() as AddressInfo).port;
}

async function statusOf(port: number, path: string, host: string): Promise<number | undefined> {
  const asked = request({ host: '127.0.0.1', port, path, headers: { host } }).end();
  const [response] = await once(asked, 'response');
  response.resume();
  return response.statusCode;
}

/** However it ends: unread data may turn the answer into a reset. */
async function closed(socket: Socket): Promise<void> {
  const end = Promise.withResolvers<void>();
  socket.on('error', () => undefined);
  socket.once('close', () => end.resolve());
  socket.resume();
  await end.promise;
}

describe('a request that does not end', () => {
  const patience = { headersMs: 50, wholeMs: 100, everyMs: 10 };

  test.each([
    ['in its headers', 'POST /taken HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le'],
    [
      'in its body',
      'POST /taken HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"half":',
    ],
  ])('%s is closed', async (_where, half) => {
    const socket = connect(await serve('127.0.0.1', patience), '127.0.0.1');
    socket.write(half);
    await closed(socket);
  });

  test('leaves the others alone', async () => {
    const port = await serve('127.0.0.1', patience);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /taken HTTP/1.1\r\n');
    expect(await statusOf(port, '/health', `127.0.0.1:${port}`)).toBe(200);
    await closed(socket);
    expect(await statusOf(port, '/health', `127.0.0.1:${port}`)).toBe(200);
  });
});

describe.each(['/health', '/metrics'])('%s', (path) => {
  test.each(['127.0.0.1', '0.0.0.0'])('listening on %s refuses a foreign Host', async (host) => {
    const port = await serve(host);
    for (const name of ['rebound.example', `rebound.example:${port}`, `127.0.0.1.rebound.example:${port}`])
      expect([name, await statusOf(port, path, name)]).toEqual([name, 403]);
    expect(await statusOf(port, path, `127.0.0.1:${port}`)).toBe(200);
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1:8787', true],
  ['127.0.0.1', 'localhost:8787', true],
  ['127.0.0.1', 'localhost:9999', false],
  ['127.0.0.2', '127.0.0.2:8787', true],
  ['127.0.0.1', 'rematch:8787', false],
  ['127.0.0.1', '', false],
  // Compose: the image's own check, the container's name, and a port that is mapped.
  ['0.0.0.0', '127.0.0.1:8787', true],
  ['0.0.0.0', 'rematch:8787', true],
  ['0.0.0.0', 'localhost:9999', true],
  ['0.0.0.0', '10.1.2.3:8787', true],
  ['::', '[fd00::1]:8787', true],
  ['0.0.0.0', 'rematch.default.svc.cluster.local', true],
  ['0.0.0.0', 'bots.example.org', false],
  ['0.0.0.0', 'bots.example.org.', false],
  ['bots.example.org', 'bots.example.org:8787', true],
  ['0.0.0.0', '', false],
  ['0.0.0.0', 'rematch/.example.org', false],
  ['0.0.0.0', 'a@example.org', false],
])('listening on %s, Host "%s" may ask: %s', (listensOn, header, may) => {
  expect(mayAsk(header, listensOn, 8787)).toBe(may);
});
