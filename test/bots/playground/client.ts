import { request } from 'node:http';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterEach } from 'vitest';
import { personal, typedIn } from '../../watched-log.ts';
import { createSampleChat, type Playground, type SampleChat, servePlayground } from './harness.ts';

const open: Playground[] = [];

/** Stops every playground that a test of this file served; to be called once, at the top of the file. */
export function stopServed(): void {
  afterEach(async () => {
    for (const playground of open.splice(0)) await playground.stop();
  });
}

export async function serve(
  options: Parameters<typeof servePlayground>[1] = {},
): Promise<Playground & { readonly chat: SampleChat }> {
  const chat = createSampleChat();
  const playground = await servePlayground(chat, options);
  open.push(playground);
  return { ...playground, chat };
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const { person, input } = { person: '', input: {}, ...Object(body) };
  if (typeof person === 'string' && person !== '') personal(person);
  if (typeof input === 'object' && input !== null) typedIn(input);
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const text = (words: string) => ({ kind: 'text', text: words });
export const command = (name: string) => ({ kind: 'command', name, options: {}, rest: '' });

/** A request with any header, which `fetch` would not send. */
export function raw(
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

export async function listen(url: string, person: string) {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/stream?person=${person}`, { signal: stop.signal });
  if (!response.body) throw new Error('no stream');
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return { response, next: () => events.read(), stop: () => stop.abort() };
}
