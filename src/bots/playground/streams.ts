import { PassThrough, type Readable } from 'node:stream';
import { toJson } from '#bots/playground/protocol.ts';
import { type Sender, UnreachableError } from '#core/delivery.ts';

const KEEP_ALIVE_MS = 20_000;
const RECONNECT_MS = 1_000;

/** The open pages of all people, as server-sent events. */
export interface Streams {
  /** Opens one more stream for a person; it is forgotten when the other side closes it. */
  open(person: string): Readable;
  readonly sender: Sender;
  /** Ends every stream. */
  close(): void;
}

export function createStreams(): Streams {
  const open = new Map<string, Set<PassThrough>>();

  const sender: Sender = {
    platform: 'playground',
    async send(to, reply, nonce) {
      const streams = open.get(to.user);
      if (!streams) throw new UnreachableError('closed');
      for (const stream of streams)
        stream.write(`event: message\nid: ${nonce}\ndata: ${toJson({ reply })}\n\n`);
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
      const beat = setInterval(() => stream.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
      stream.once('close', () => {
        clearInterval(beat);
        streams.delete(stream);
        if (streams.size === 0 && open.get(person) === streams) open.delete(person);
      });
      return stream;
    },
    close() {
      for (const streams of open.values()) for (const stream of streams) stream.end();
    },
  };
}
