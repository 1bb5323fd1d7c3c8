import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { post, raw, serve, stopServed, text } from './client.ts';
import { say } from './harness.ts';

stopServed();

describe('who may ask', () => {
  const hosts: readonly (readonly [string, number])[] = [
    ['127.0.0.1:PORT', 200],
    ['localhost:PORT', 200],
    ['LOCALHOST:PORT', 200],
    ['[::1]:PORT', 200],
    ['127.0.0.1', 403],
    ['127.0.0.1:1', 403],
    ['evil.example:PORT', 403],
    ['127.0.0.1.evil.example:PORT', 403],
    ['localhost.evil.example:PORT', 403],
    ['evil.example', 403],
    ['0.0.0.0:PORT', 403],
    ['localhost:PORT:PORT', 403],
    ['user@localhost:PORT', 403],
  ];
  it.each(hosts)('Host %s gets %i on the page, a file and the protocol', async (host, status) => {
    const { port } = await serve();
    for (const path of ['/', '/main.js', '/api/commands']) {
      const answer = await raw(port, path, { host: host.replaceAll('PORT', String(port)) });
      expect(answer.status).toBe(status);
      if (status === 403)
        expect(JSON.parse(answer.body)).toEqual({ error: say.plain('playground.refused.host') });
    }
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
  ])('Origin %s is refused on 127.0.0.1', async (origin) => {
    const { url, port, chat } = await serve();
    const headers = { origin: origin.replace('PORT', String(port)) };
    const response = await post(`${url}/api/invoke`, { person: 'ann', input: text('hi') }, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: say.plain('playground.refused.origin') });
    expect((await fetch(`${url}/api/stream?person=ann`, { headers })).status).toBe(403);
    expect([chat.invocations, chat.visits]).toEqual([[], []]);
  });

  it('its own Origin is welcome', async () => {
    const { url } = await serve();
    const response = await post(`${url}/api/invoke`, { person: 'ann', input: text('hi') }, { origin: url });
    expect(response.status).toBe(200);
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find((each) => !each.internal && each.family === 'IPv4');
  it('another machine is refused, even with a loopback Host', async (test) => {
    if (!outside) test.skip('this machine has no address but loopback');
    const { port } = await serve({ host: '0.0.0.0' });
    const answer = await raw(port, '/', { host: `127.0.0.1:${port}` }, outside?.address);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({ error: say.plain('playground.refused.peer') });
  });

  it('every answer, refusals too, forbids framing, sniffing and foreign or inline scripts', async () => {
    const { url } = await serve();
    const answers = await Promise.all([
      fetch(url),
      fetch(`${url}/main.js`),
      fetch(`${url}/api/words`),
      fetch(`${url}/api/stream`),
      fetch(`${url}/`, { headers: { origin: 'https://evil.example' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400, 403]);
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('no file outside the page can be fetched', async () => {
    const { port } = await serve();
    for (const path of [
      '/../front.ts',
      '/..%2ffront.ts',
      '/page.tsconfig.json',
      '/%2e%2e/front.ts',
      '/index.html',
    ]) {
      expect((await raw(port, path, { host: `127.0.0.1:${port}` })).status).toBe(404);
    }
  });
});
