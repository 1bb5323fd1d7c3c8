import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createRuler } from '#bots/paint/ruler.ts';
import { type Job, type Studio, startStudio } from '#bots/paint/studio.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Paper, Printed } from '#core/pictures/printed.ts';
import type { Ruler } from '#core/pictures/ruler.ts';

/** A picture or page could not be made. The message never says what was on it. */
export class PaintError extends Error {
  override readonly name = 'PaintError';
}

/** Turns drawings into PNG pictures and pages into PDF, in a process that exists only while there is something to paint. */
export interface Painter {
  /** What to measure drawings with: the fonts that this painter has. */
  readonly ruler: Ruler;
  /** The drawing as PNG, the same bytes each time. @throws {PaintError} */
  png(drawing: Drawing): Promise<Uint8Array>;
  /** The page as PDF, the same bytes each time. @throws {PaintError} */
  pdf(page: Printed, paper: Paper): Promise<Uint8Array>;
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
  /** The process's module: jobs in, their bytes or null out. */
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
   * Makes one picture or page; null if it cannot be made; never throws. The caller makes sure that there is only one at a
   * time.
   */
  async function paint(job: Job): Promise<Uint8Array | null> {
    clearTimeout(idle);
    if (studio?.isGone()) await endStudio();
    studio ??= startStudio(module);
    const made = await studio.paint(job, limitMs);
    painted += 1;
    // A page leaves a hundred megabytes of fonts behind, and few people ask for one.
    if (made === 'failed') await endStudio();
    else if (painted >= lifetime || typeof job !== 'string') void endStudio();
    else idle = setTimeout(endStudio, idleMs).unref();
    return made === 'failed' ? null : made;
  }

  async function queued(job: Job): Promise<Uint8Array> {
    if (underWay >= most) throw new PaintError('too many pictures are under way');
    underWay += 1;
    const mine = last.then(() => paint(job));
    last = mine;
    const made = await mine;
    underWay -= 1;
    if (!made) throw new PaintError('the picture could not be painted');
    return made;
  }

  async function keptOrMade(job: Job): Promise<Uint8Array> {
    if (isClosed) throw new PaintError('the painter is closed');
    const name = createHash('sha256').update(JSON.stringify(job)).digest('base64');
    const made = kept.get(name) ?? (await queued(job));
    if (!isClosed) kept.set(name, made);
    return made;
  }

  return {
    ruler: createRuler(),
    async png({ svg, width, height }) {
      if (width + height > SIDES) throw new PaintError(`${width} by ${height} pixels are too many`);
      return keptOrMade(svg);
    },
    pdf: (page, paper) => keptOrMade({ page, paper }),
    async close() {
      isClosed = true;
      kept.clear();
      await last;
      await endStudio();
    },
  };
}
