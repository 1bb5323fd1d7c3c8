import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toJson } from '#bots/playground/protocol.ts';
import { pageWords } from '#bots/playground/words.ts';
import { UnreachableError } from '#core/delivery.ts';
import { words } from '#core/reply.ts';
import {
  createSampleChat,
  PIXEL,
  type Playground,
  type SampleChat,
  said,
  say,
  servePlayground,
} from './harness.ts';

const open: Playground[] = [];
afterEach(async () => {
  for (const playground of open.splice(0)) await playground.stop();
});

async function serve(
  options: Parameters<typeof servePlayground>[1] = {},
): Promise<Playground & { readonly chat: SampleChat }> {
  const chat = createSampleChat();
  const playground = await servePlayground(chat, options);
  open.push(playground);
  return { ...playground, chat };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const text = (words: string) => ({ kind: 'text', text: words });
const command = (name: string) => ({ kind: 'command', name, options: {}, rest: '' });

/** A request with any header, which `fetch` would not send. */
function raw(
  port: number,
  path: string,
  headers: Record<string, string>,
  host = '127.0.0.1',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject).end();
  });
}

async function listen(url: string, person: string) {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/stream?person=${person}`, { signal: stop.signal });
  if (!response.body) throw new Error('no stream');
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return { response, next: () => events.read(), stop: () => stop.abort() };
}

describe('POST /api/invoke', () => {
  it('hands the input to the chat as this person and answers with its parts as JSON', async () => {
    const { url, chat } = await serve();
    const response = await post(`${url}/api/invoke`, { person: 'ann', input: command('show') });
    const answer = (await response.json()) as { reply: Record<string, unknown>[]; redraw: boolean };
    expect(response.status).toBe(200);
    expect(chat.invocations).toEqual([
      { platform: 'playground', user: 'ann', address: 'ann', input: command('show') },
    ]);
    expect(answer.redraw).toBe(false);
    expect(answer.reply.map(({ kind }) => kind)).toEqual([
      'text',
      'list',
      'checklist',
      'draft',
      'picture',
      'file',
      'buttons',
    ]);
    expect(JSON.stringify(answer)).not.toContain('"position"');
    expect(answer.reply.find(({ kind }) => kind === 'picture')?.png).toBe(PIXEL.toString('base64'));
    expect(answer.reply.find(({ kind }) => kind === 'file')?.bytes).toBe(btoa('{"a":1}'));
  });

  it.each([
    ['no person', { input: text('hi') }, ['person']],
    ['a person with odd characters', { person: 'a/../b', input: text('hi') }, ['person']],
    ['a person of 65 characters', { person: 'a'.repeat(65), input: text('hi') }, ['person']],
    ['an unknown input', { person: 'ann', input: { kind: 'shout' } }, ['input.kind']],
    ['a text that is a number', { person: 'ann', input: { kind: 'text', text: 7 } }, ['input.text']],
  ])('refuses %s and names the field', async (_name, body, fields) => {
    const { url, chat } = await serve();
    const response = await post(`${url}/api/invoke`, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: say.plain('playground.refused.shape'), fields });
    expect(chat.invocations).toEqual([]);
  });

  it('refuses what is not JSON, by header and by content', async () => {
    const { url, chat } = await serve();
    const form = await post(`${url}/api/invoke`, 'person=ann', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const plain = await post(`${url}/api/invoke`, '{"person":"ann"}', { 'content-type': 'text/plain' });
    const broken = await post(`${url}/api/invoke`, '{"person":');
    expect([form.status, plain.status, broken.status]).toEqual([415, 415, 400]);
    expect(await form.json()).toEqual({ error: say.plain('playground.refused.json') });
    expect(chat.invocations).toEqual([]);
  });

  it('takes 5,000 characters of any kind for the chat to judge, and refuses more than 64 kilobytes', async () => {
    const { url, chat } = await serve();
    const long = '👩🏽‍⚕️'.repeat(714);
    expect((await post(`${url}/api/invoke`, { person: 'ann', input: text(long) })).status).toBe(200);
    expect(chat.invocations[0]?.input).toEqual(text(long));
    const tooLong = await post(`${url}/api/invoke`, { person: 'ann', input: text('x'.repeat(65_536)) });
    expect(tooLong.status).toBe(413);
    expect(await tooLong.json()).toEqual({ error: say.plain('playground.refused.long') });
  });

  it('carries any words of a person unchanged, there and back', async () => {
    const { url } = await serve();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (written) => {
        const response = await post(`${url}/api/invoke`, { person: 'ann', input: text(`.${written}`) });
        expect(JSON.stringify(await response.json())).toContain(JSON.stringify(`.${written}`).slice(1, -1));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what comes on its own', () => {
  it('reaches each open page of that person, with the delivery as its id, and nobody else', async () => {
    const { url, front } = await serve();
    const [first, second, other] = await Promise.all([
      listen(url, 'ann'),
      listen(url, 'ann'),
      listen(url, 'bob'),
    ]);
    expect(first.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await front.sender.send({ user: 'ann', address: null }, said('line\nbreak'), 'n1')).toEqual({
      address: 'ann',
    });
    await front.sender.send({ user: 'bob', address: 'bob' }, said('bob'), 'n2');
    for (const stream of [first, second]) {
      const { value } = await stream.next();
      expect(value).toMatchObject({ event: 'message', id: 'n1' });
      expect(value?.data).toBe(toJson({ reply: said('line\nbreak') }));
    }
    expect((await other.next()).value).toMatchObject({ id: 'n2' });
  });

  it('is refused as closed when no page of the person is open, and again after the last one closed', async () => {
    const { url, front, chat } = await serve();
    const send = () => front.sender.send({ user: 'ann', address: 'ann' }, said('x'), 'n1');
    await expect(send()).rejects.toEqual(new UnreachableError('closed'));
    const stream = await listen(url, 'ann');
    expect(chat.visits).toEqual([{ user: 'ann', address: 'ann' }]);
    await send();
    stream.stop();
    await expect
      .poll(() =>
        send().then(
          () => null,
          (error: unknown) => error,
        ),
      )
      .toEqual(new UnreachableError('closed'));
  });

  it('is asked for early by POST /api/forward, which tells whether something waited', async () => {
    const asked: string[] = [];
    const { url } = await serve({
      bringForward: async (user) => {
        asked.push(user);
        return user === 'ann';
      },
    });
    expect(await (await post(`${url}/api/forward`, { person: 'ann' })).json()).toEqual({ brought: true });
    expect(await (await post(`${url}/api/forward`, { person: 'bob' })).json()).toEqual({ brought: false });
    expect(asked).toEqual(['ann', 'bob']);
  });
});

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

describe('what a script reads', () => {
  it('GET /api/commands lists the commands, /api/suggest proposes values, /api/words the texts of the page', async () => {
    const { url, chat } = await serve();
    expect(await (await fetch(`${url}/api/commands`)).json()).toEqual(chat.commands);
    const found = await fetch(`${url}/api/suggest?command=settings&option=zone&typed=kar`);
    expect(await found.json()).toEqual([{ value: 'Asia/Karachi', label: 'Asia/Karachi' }]);
    expect(await (await fetch(`${url}/api/words`)).json()).toEqual(pageWords(chat));
  });
});

describe('stopping', () => {
  it('waits for the answer under way, ends the streams and takes nothing new', async () => {
    const { url, front, chat } = await serve();
    const stream = await listen(url, 'ann');
    const slow = post(`${url}/api/invoke`, { person: 'ann', input: command('slow') });
    await expect.poll(() => chat.invocations.length).toBe(1);
    let stopped = false;
    const stopping = front.stop().then(() => {
      stopped = true;
    });
    expect(front.ready()).toBe(false);
    const late = await post(`${url}/api/invoke`, { person: 'ann', input: text('hi') });
    expect(late.status).toBe(503);
    expect(await late.json()).toEqual({ error: say.plain('playground.refused.stopping') });
    expect((await fetch(`${url}/api/stream?person=ann`)).status).toBe(503);
    expect(stopped).toBe(false);
    chat.release();
    expect((await slow).status).toBe(200);
    await stopping;
    expect((await stream.next()).done).toBe(true);
    expect(chat.invocations).toHaveLength(1);
  });
});

describe('discretion', () => {
  it('a failure is logged by its kind alone and answered with a sentence', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
    const { url } = await serve({
      log,
      bringForward: async () => {
        throw new RangeError('ann-secret');
      },
    });
    await post(`${url}/api/invoke`, { person: 'ann-secret', input: text('my-secret') });
    const response = await post(`${url}/api/forward`, { person: 'ann-secret' });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: say.plain('playground.refused.failed') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('RangeError');
    expect(lines[0]).not.toContain('secret');
  });
});

describe('the page as source', () => {
  it('says every text of the catalogue and no other', () => {
    const { page } = parse(readFileSync('config/locales/en/playground.yaml', 'utf8')) as { page: object };
    const spoken = pageWords(createSampleChat());
    expect(Object.keys(spoken).sort()).toEqual([...Object.keys(page), 'skip', 'back'].sort());
    const source = ['index.html', 'main.js', 'parts.js'].map((name) =>
      readFileSync(`src/bots/playground/page/${name}`, 'utf8'),
    );
    const used = source.join('\n');
    const states = ['connected', 'connecting', 'lost'];
    const unused = Object.keys(spoken).filter(
      (word) => !new RegExp(`\\{\\{${word}\\}\\}|words\\.${word}\\b`).test(used),
    );
    expect(unused.sort()).toEqual(states);
    expect(used).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });

  it('passes the type checker', () => {
    const checked = spawnSync('node_modules/.bin/tsc', ['-p', 'src/bots/playground/page.tsconfig.json'], {
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });

  it('turns bytes into base64 and drops positions, whatever holds them', () => {
    expect(
      toJson({ a: [{ png: new Uint8Array([1, 2]) }], b: { position: { line: 1 }, value: words('x') } }),
    ).toBe('{"a":[{"png":"AQI="}],"b":{"value":[{"type":"text","value":"x"}]}}');
  });
});
