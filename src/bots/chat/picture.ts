import type { Logger } from 'pino';
import type { Painter } from '#bots/paint/painter.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import type { Reply } from '#core/reply.ts';

/** A drawing as a part of a reply; nothing where it fails or takes too long, since the words must go out in any case. */
export type Picture = (name: string, caption: string, draw: (ruler: Ruler) => Drawing) => Promise<Reply>;

const LATE = Symbol('late');

/** @param limitMs how long an answer waits for its picture */
export function createPicture(painter: Painter, log: Logger, limitMs = 1000): Picture {
  return async (name, caption, draw) => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const drawing = draw(painter.ruler);
      const late = new Promise<typeof LATE>((resolve) => {
        timer = setTimeout(() => resolve(LATE), limitMs);
      });
      const painting = painter.png(drawing);
      // Whoever stops waiting still hears of a failure that comes later.
      painting.catch((error: unknown) =>
        log.warn({ picture: name, err: error }, 'a picture was not painted'),
      );
      const png = await Promise.race([painting, late]);
      if (png !== LATE) return [{ kind: 'picture', name, caption, alt: drawing.alt, png }];
      log.warn({ picture: name, limitMs }, 'a picture came too late');
    } catch (error) {
      log.warn({ picture: name, err: error }, 'a picture was left out');
    } finally {
      clearTimeout(timer);
    }
    return [];
  };
}
