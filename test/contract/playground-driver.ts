import { request } from 'node:http';
import { createServer } from 'node:net';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { fastify } from 'fastify';
import type { RootContent } from 'mdast';
import { toString as flatten } from 'mdast-util-to-string';
import { z } from 'zod';
import { createPlaygroundFront, type PlaygroundFront } from '#bots/playground/front.ts';
import type { WirePart, WireReply } from '#bots/playground/protocol.ts';
import { UnavailableError } from '#core/platform.ts';
import { personal, typedIn } from '../watched-log.ts';
import type { Driver, Seen, SentFile } from './driver.ts';

/** What one person at the playground has: an open page, the question on it, and unread messages. */
interface Page {
  stream: AbortController | null;
  isClosed: boolean;
  token: string | null;
  readonly unread: Seen[];
  readonly waiting: ((seen: Seen) => void)[];
}

const buttonSchema = z.strictObject({
  verb: z.string().regex(/^[a-z]+$/),
  id: z.string().min(1),
  label: z.string().trim().min(1),
  style: z.enum(['main', 'plain', 'danger']).optional(),
});
const answerSchema = z.object({
  redraw: z.boolean().optional(),
  reply: z.array(
    z.union([
      z.object({ kind: z.literal('buttons'), buttons: z.array(buttonSchema).min(1) }),
      z.object({
        kind: z.enum(['text', 'list', 'checklist', 'facts', 'draft', 'picture', 'file', 'question']),
      }),
    ]),
  ),
});

/**
 * People at the playground, over its JSON protocol. Nothing lies in between, so `busy`, `unavailable` and `dropped`
 * cannot happen and change nothing; `closed` means that the person has no page open.
 */
export async function createPlaygroundDriver(): Promise<Driver> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const pages = new Map<string, Page>();
  const acts = new Map<string, number>();
  const violations: string[] = [];
  const fronts: { readonly front: PlaygroundFront; readonly stop: () => Promise<void> }[] = [];

  function pageOf(user: string): Page {
    const page = pages.get(user) ?? { stream: null, isClosed: false, token: null, unread: [], waiting: [] };
    pages.set(user, page);
    return page;
  }

  function look(page: Page, body: string): Seen {
    const checked = answerSchema.safeParse(JSON.parse(body));
    if (!checked.success) violations.push(z.prettifyError(checked.error));
    if (body.includes('"position"')) violations.push('a node carries its position');
    const { reply } = JSON.parse(body) as { reply: WireReply };
    for (const part of reply) if (part.kind === 'question') page.token = part.token;
    return see(reply);
  }

  /** Opens the person's page, as a browser would, and reads what arrives unprompted while it stays open. */
  async function open(user: string): Promise<Page> {
    const page = pageOf(user);
    if (page.stream || page.isClosed) return page;
    const stream = new AbortController();
    const response = await fetch(`${url}/api/stream?person=${user}`, { signal: stream.signal });
    if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
    page.stream = stream;
    void read(page, response.body)
      .catch(() => undefined)
      .finally(() => {
        if (page.stream === stream) page.stream = null;
      });
    return page;
  }

  async function read(page: Page, body: ReadableStream<Uint8Array>): Promise<void> {
    const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { data } of events) {
      const seen = look(page, data);
      const reader = page.waiting.shift();
      if (reader) reader(seen);
      else page.unread.push(seen);
    }
  }

  async function act(user: string, input: object, sent: readonly SentFile[] = []): Promise<Seen> {
    acts.set(user, (acts.get(user) ?? 0) + 1);
    personal(user);
    typedIn(input);
    const page = await open(user);
    const response = await fetch(`${url}/api/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: user, input, files: sent.map(wired) }),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`the playground answered ${response.status}: ${body}`);
    return look(page, body);
  }

  /** Asks and leaves before the answer arrives. */
  function leave(user: string, input: object): Promise<void> {
    const asking = request(`${url}/api/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    asking.on('error', () => undefined);
    asking.end(JSON.stringify({ person: user, input }), () => asking.destroy());
    return new Promise((resolve) => asking.on('close', resolve));
  }

  return {
    platform: 'playground',
    idOf: (user) => user,
    env: { PLAYGROUND: 'on', HTTP_HOST: '127.0.0.1', HTTP_PORT: String(port) },
    async startFront(chat, log) {
      const app = fastify({ forceCloseConnections: true });
      const front = createPlaygroundFront({ app, chat, bringForward: async () => false, log, graceMs: 100 });
      await app.listen({ host: '127.0.0.1', port });
      await front.start();
      const stop = async (): Promise<void> => {
        await front.stop();
        await app.close();
      };
      fronts.push({ front, stop });
      return { ...front, stop };
    },
    createSender: () => ({
      platform: 'playground',
      async send(to, reply, nonce) {
        const front = fronts.findLast(({ front }) => front.ready())?.front;
        if (!front) throw new UnavailableError('no front is running');
        return front.sender.send(to, reply, nonce);
      },
    }),
    command: (user, name, options = {}) => act(user, { kind: 'command', name, options, rest: '' }),
    press: (user, button) => act(user, { kind: 'press', button }),
    async type(user, value) {
      const { token } = pageOf(user);
      if (token === null) throw new Error(`${user} sees no question`);
      return act(user, { kind: 'answer', token, value });
    },
    text: (user, text) => act(user, { kind: 'text', text }),
    send: (user, file) => act(user, { kind: 'text', text: '' }, [file]),
    async upload(user, file) {
      const { token } = pageOf(user);
      if (token === null) throw new Error(`${user} sees no question`);
      return act(user, { kind: 'answer', token, value: '' }, [file]);
    },
    unseen: (user, name) => leave(user, { kind: 'command', name, options: {}, rest: '' }),
    acts: (user) => acts.get(user) ?? 0,
    async arrives(user) {
      const page = await open(user);
      return page.unread.shift() ?? new Promise((resolve) => page.waiting.push(resolve));
    },
    violations,
    fail(user, how) {
      if (how !== 'closed') return;
      const page = pageOf(user);
      page.isClosed = true;
      page.stream?.abort();
      page.stream = null;
    },
    heal(user) {
      pageOf(user).isClosed = false;
    },
    async stop() {
      for (const page of pages.values()) page.stream?.abort();
      for (const { stop } of fronts) await stop();
    },
  };
}

function wired({ name, type, bytes, seconds }: SentFile) {
  return { name, mediaType: type, base64: Buffer.from(bytes).toString('base64'), seconds: seconds ?? null };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}

function see(reply: WireReply): Seen {
  return {
    text: reply
      .map(textOf)
      .filter((text) => text !== '')
      .join('\n'),
    buttons: reply.flatMap(buttonsOf),
    files: reply.flatMap(filesOf),
    private: true,
  };
}

function textOf(part: WirePart): string {
  switch (part.kind) {
    case 'text':
      return blocks(part.body);
    case 'list':
      return [line(part.title), ...part.items.map(line)].join('\n');
    case 'checklist':
      return [
        line(part.title),
        ...part.items.map((item) => `${item.done ? '☑' : '☐'} ${line(item.line)}`),
      ].join('\n');
    case 'facts':
      return [line(part.title), ...part.rows.map((row) => `${line(row.label)}: ${line(row.value)}`)].join(
        '\n',
      );
    case 'draft':
      return `${line(part.title)}\n${part.body}`;
    case 'picture':
      return part.alt;
    case 'file':
      return line(part.caption);
    case 'buttons':
      return '';
    case 'question':
      return [blocks(part.ask), ...(part.input.type === 'file' ? [part.input.hint] : [])].join('\n');
    default:
      return part satisfies never;
  }
}

function buttonsOf(part: WirePart): Seen['buttons'] {
  if (part.kind === 'buttons')
    return part.buttons.map(({ verb, id, label }) => ({ id: `${verb}:${id}`, label }));
  if (part.kind !== 'question') return [];
  const { token, input, keep, optional, canGoBack } = part;
  return [
    ...(input.type === 'typed' || input.type === 'file'
      ? [{ id: `type:${token}`, label: 'type' }]
      : (input.type === 'list' ? input.entries : input.choices).map(({ value, label }) => ({
          id: `answer:${token}.${value}`,
          label,
        }))),
    ...(input.type === 'list' && input.add ? [{ id: `answer:${token}.add`, label: input.add }] : []),
    ...(input.type === 'many' || input.type === 'list' ? [{ id: `ready:${token}`, label: input.ready }] : []),
    ...(keep === undefined ? [] : [{ id: `keepvalue:${token}`, label: keep }]),
    ...(canGoBack ? [{ id: `back:${token}`, label: 'back' }] : []),
    ...(optional ? [{ id: `skip:${token}`, label: 'skip' }] : []),
  ];
}

function filesOf(part: WirePart): Seen['files'] {
  if (part.kind === 'picture') return [{ name: part.name, bytes: Buffer.from(part.png, 'base64') }];
  return part.kind === 'file' ? [{ name: part.name, bytes: Buffer.from(part.bytes, 'base64') }] : [];
}

function blocks(body: readonly unknown[]): string {
  return (body as readonly RootContent[])
    .map((node) => ('children' in node ? deep(node) : flatten(node)))
    .join('\n');
}

/** The text of a block, with the blocks inside it on lines of their own. */
function deep(node: RootContent): string {
  if (node.type !== 'list' && node.type !== 'listItem' && node.type !== 'blockquote') return flatten(node);
  return blocks(node.children);
}

function line(nodes: readonly unknown[]): string {
  return flatten(nodes);
}
