import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Painter } from '#bots/paint/painter.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import type { Platform } from '#core/platform.ts';
import type { Reply } from '#core/reply.ts';

/** A drawing as part of a reply; nothing if it fails or takes too long, since the words must go out either way. */
export type Picture = (name: string, caption: string, draw: (ruler: Ruler) => Drawing) => Promise<Reply>;

/** Whose picture it is. */
export interface Viewer {
  readonly platform: Platform;
  readonly user: string;
}

/** The pictures of one person. */
export type Pictures = (viewer: Viewer) => Picture;

/** How long an answer waits for its picture, and how many one person gets. */
export interface PictureLimits {
  readonly waitMs: number;
  readonly perMinute: number;
}

/** Nobody looks at more than this, and a picture costs far more than words. */
const LIMITS: PictureLimits = { waitMs: 1000, perMinute: 10 };
const MINUTE_S = 60;
const LATE = Symbol('late');

/** Beyond their share, or while one of theirs is still being painted, a person gets the words without a picture. */
export function createPictures(painter: Painter, log: Logger, limits: Partial<PictureLimits> = {}): Pictures {
  const { waitMs, perMinute } = { ...LIMITS, ...limits };
  const limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE_S });
  const underWay = new Set<string>();

  const isWithinShare = (key: string): Promise<boolean> =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );

  return ({ platform, user }) => {
    const key = `${platform}:${user}`;
    return async (name, caption, draw) => {
      if (underWay.has(key)) return [];
      underWay.add(key);
      let painting: Promise<unknown> | undefined;
      try {
        if (!(await isWithinShare(key))) return [];
        const drawing = draw(painter.ruler);
        const png = painter.png(drawing);
        // A failure is logged even when no answer waits for the picture any more.
        painting = png.catch((error: unknown) =>
          log.warn({ picture: name, err: error }, 'a picture was not painted'),
        );
        const painted = await within(waitMs, png);
        if (painted !== LATE) return [{ kind: 'picture', name, caption, alt: drawing.alt, png: painted }];
        log.warn({ picture: name, limitMs: waitMs }, 'a picture came too late');
      } catch (error) {
        log.warn({ picture: name, err: error }, 'a picture was left out');
      } finally {
        // It counts as running until it is painted, however long ago its answer went out.
        void Promise.resolve(painting).then(() => underWay.delete(key));
      }
      return [];
    };
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
