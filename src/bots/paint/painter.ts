import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createRuler } from '#bots/paint/ruler.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Ruler } from '#core/pictures/ruler.ts';

/** A picture could not be painted. The message never tells what was on it. */
export class PaintError extends Error {
  override readonly name = 'PaintError';
}

/** Turns drawings into PNG pictures, in a thread that exists only while there is something to paint. */
export interface Painter {
  /** What drawings must be measured with: the fonts that this painter has. */
  readonly ruler: Ruler;
  /** The drawing as PNG, the same bytes each time. @throws {PaintError} */
  png(drawing: Drawing): Promise<Uint8Array>;
  /** Finishes what was asked for and takes nothing more. */
  close(): Promise<void>;
}

export interface PainterOptions {
  /** How long the thread waits for the next picture before it ends, in milliseconds. */
  readonly idleMs?: number;
  /** How long one picture may take, in milliseconds. */
  readonly limitMs?: number;
  /** Pictures that may be under way at one time; one more is refused. */
  readonly most?: number;
  /** The thread's module: SVG in, PNG or null out. */
  readonly worker?: URL;
}

interface Thread {
  readonly worker: Worker;
  /** Aborted when the thread has ended, for whatever reason. */
  readonly gone: AbortSignal;
}

/** Telegram takes no photo whose sides add up to more. https://core.telegram.org/bots/api#sendphoto */
const SIDES = 10_000;

/** Starts no thread and reads no font before the first picture. */
export function createPainter({
  idleMs = 30_000,
  limitMs = 20_000,
  most = 64,
  worker = new URL('./worker.ts', import.meta.url),
}: PainterOptions = {}): Painter {
  let thread: Thread | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let isClosed = false;

  function startThread(): Thread {
    const own = new Worker(worker, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 128 } });
    const gone = new AbortController();
    const started = { worker: own, gone: gone.signal };
    // Whoever waits for a picture learns of an error by itself; without a listener an idle thread's would end the process.
    own.on('error', () => {});
    own.once('exit', () => {
      gone.abort();
      if (thread === started) thread = null;
    });
    return started;
  }

  async function endThread(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.worker.terminate();
  }

  /** One picture, null when it can not be painted; never throws. Whoever calls sees to it that there is one at a time. */
  async function paint(svg: string): Promise<Uint8Array | null> {
    clearTimeout(idle);
    try {
      thread ??= startThread();
      const { worker: painting, gone } = thread;
      painting.ref();
      painting.postMessage(svg);
      const signal = AbortSignal.any([gone, AbortSignal.timeout(limitMs)]);
      const [png] = (await once(painting, 'message', { signal })) as [Uint8Array | null];
      painting.unref();
      idle = setTimeout(endThread, idleMs).unref();
      return png;
    } catch {
      await endThread();
      return null;
    }
  }

  return {
    ruler: createRuler(),
    async png({ svg, width, height }) {
      if (isClosed) throw new PaintError('the painter is closed');
      if (width + height > SIDES) throw new PaintError(`${width} by ${height} pixels are too many`);
      if (underWay >= most) throw new PaintError('too many pictures are under way');
      underWay += 1;
      const mine = last.then(() => paint(svg));
      last = mine;
      const png = await mine;
      underWay -= 1;
      if (!png) throw new PaintError('the picture could not be painted');
      return png;
    },
    async close() {
      isClosed = true;
      await last;
      await endThread();
    },
  };
}
