import { EventEmitter, once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { toJson } from '#bots/playground/protocol.ts';
import { type Sender, UnavailableError, UnreachableError } from '#core/platform.ts';

const KEEP_ALIVE_MS = 20_000;
const RECONNECT_MS = 1_000;

/** Everyone's open pages, as server-sent events. */
export interface Streams {
  /** Opens one more stream for a person; it is forgotten once the other side closes it. */
  open(person: string): Readable;
  readonly sender: Sender;
  /** Ends every stream. From then on, a send is answered with a request to try again. */
  close(): void;
}

/** @param graceMs how long a message waits for a page that is being reloaded or is reconnecting */
export function createStreams(graceMs: number): Streams {
  const open = new Map<string, Set<PassThrough>>();
  const arrivals = new EventEmitter().setMaxListeners(0);
  const closing = new AbortController();

  async function pagesOf(person: string): Promise<Set<PassThrough>> {
    if (!open.has(person)) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(graceMs)]);
      await once(arrivals, `arrival:${person}`, { signal }).catch(() => undefined);
    }
    if (closing.signal.aborted) throw new UnavailableError('the playground is stopping');
    const pages = open.get(person);
    if (!pages) throw new UnreachableError('closed');
    return pages;
  }

  const sender: Sender = {
    platform: 'playground',
    async send(to, reply, nonce) {
      const event = `event: message\nid: ${nonce}\ndata: ${toJson({ reply })}\n\n`;
      for (const page of await pagesOf(to.user)) page.write(event);
      return { address: to.user };
    },
  };

  return {
    sender,
    open(person) {
      const stream = new PassThrough();
      const streams = open.get(person) ?? new Set();
      open.set(person, streams.add(stream));
      stream.write(`retry: ${RECONNECT_MS}\n\n`);
      arrivals.emit(`arrival:${person}`);
      const beat = setInterval(() => stream.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
      stream.once('close', () => {
        clearInterval(beat);
        streams.delete(stream);
        if (streams.size === 0 && open.get(person) === streams) open.delete(person);
      });
      return stream;
    },
    close() {
      closing.abort();
      for (const streams of open.values()) for (const stream of streams) stream.end();
    },
  };
}
