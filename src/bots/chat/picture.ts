import type { Logger } from 'pino';
import { createShare, type ShareLimits, type Viewer } from '#bots/chat/share.ts';
import type { Painter } from '#bots/paint/painter.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import type { Reply } from '#core/reply.ts';

/** A drawing as part of a reply; nothing if it fails or takes too long, since the words must go out either way. */
export type Picture = (name: string, caption: string, draw: (ruler: Ruler) => Drawing) => Promise<Reply>;

/** The pictures of one person. */
export type Pictures = (viewer: Viewer) => Picture;

/** Nobody looks at more than this, and a picture costs far more than words. */
const LIMITS: ShareLimits = { waitMs: 1000, perMinute: 10 };

/** Beyond their share, or while one of theirs is still being painted, a person gets the words without a picture. */
export function createPictures(painter: Painter, log: Logger, limits: Partial<ShareLimits> = {}): Pictures {
  const share = createShare({ ...LIMITS, ...limits }, log);
  return (viewer) => async (name, caption, draw) => {
    const painted = await share(viewer, name, async () => {
      const drawing = draw(painter.ruler);
      return { alt: drawing.alt, png: await painter.png(drawing) };
    });
    return painted ? [{ kind: 'picture', name, caption, ...painted }] : [];
  };
}
