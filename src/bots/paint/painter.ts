import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createRuler } from '#bots/paint/ruler.ts';
import { type Studio, startStudio } from '#bots/paint/studio.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Ruler } from '#core/pictures/ruler.ts';

/** A picture could not be painted. The message never says what was on it. */
export class PaintError extends Error {
  override readonly name = 'PaintError';
}

/** Turns drawings into PNG pictures, in a process that exists only while there is something to paint. */
export interface Painter {
  /** What to measure drawings with: the fonts that this painter has. */
  readonly ruler: Ruler;
  /** The drawing as PNG, the same bytes each time. @throws {PaintError} */
  png(drawing: Drawing): Promise<Uint8Array>;
  /** Finishes what was asked for and accepts nothing more. */
  close(): Promise<void>;
}

export interface PainterOptions {
  /** How long the process waits for the next picture before it exits, in milliseconds. */
  readonly idleMs?: number;
  /** How long one picture may take, in milliseconds. */
  readonly limitMs?: number;
  /** How many pictures may be in progress at once; one more is refused. */
  readonly most?: number;
  /** After this many pictures the process is replaced: resvg keeps some memory from each. */
  readonly lifetime?: number;
  /** The process's module: SVG in, PNG or null out. */
  readonly module?: URL;
}

/** Telegram rejects a photo whose width and height add up to more. https://core.telegram.org/bots/api#sendphoto */
const SIDES = 10_000;

/** Anyone who looks at the same timeline again within minutes gets the picture that is already painted. */
const KEPT = { maxSize: 8_000_000, ttl: 300_000, ttlAutopurge: true } as const;

/** Starts no process and reads no font before the first picture. */
export function createPainter({
  idleMs = 30_000,
  limitMs = 20_000,
  most = 64,
  lifetime = 50,
  module = new URL('./process.ts', import.meta.url),
}: PainterOptions = {}): Painter {
  const kept = new LRUCache<string, Uint8Array>({ ...KEPT, sizeCalculation: ({ length }) => length });
  let studio: Studio | null = null;
  let painted = 0;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let isClosed = false;

  async function endStudio(): Promise<void> {
    clearTimeout(idle);
    const ending = studio;
    studio = null;
    painted = 0;
    await ending?.close();
  }

  /**
   * Paints one picture; null if it cannot be painted; never throws. The caller makes sure that there is only one at a
   * time.
   */
  async function paint(svg: string): Promise<Uint8Array | null> {
    clearTimeout(idle);
    if (studio?.isGone()) await endStudio();
    studio ??= startStudio(module);
    const png = await studio.paint(svg, limitMs);
    painted += 1;
    if (png === 'failed') await endStudio();
    else if (painted >= lifetime) void endStudio();
    else idle = setTimeout(endStudio, idleMs).unref();
    return png === 'failed' ? null : png;
  }

  async function queued(svg: string): Promise<Uint8Array> {
    if (underWay >= most) throw new PaintError('too many pictures are under way');
    underWay += 1;
    const mine = last.then(() => paint(svg));
    last = mine;
    const png = await mine;
    underWay -= 1;
    if (!png) throw new PaintError('the picture could not be painted');
    return png;
  }

  return {
    ruler: createRuler(),
    async png({ svg, width, height }) {
      if (isClosed) throw new PaintError('the painter is closed');
      if (width + height > SIDES) throw new PaintError(`${width} by ${height} pixels are too many`);
      const name = createHash('sha256').update(svg).digest('base64');
      const png = kept.get(name) ?? (await queued(svg));
      if (!isClosed) kept.set(name, png);
      return png;
    },
    async close() {
      isClosed = true;
      kept.clear();
      await last;
      await endStudio();
    },
  };
}
