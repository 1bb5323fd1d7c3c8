import type { Logger } from 'pino';
import { createShare, type ShareLimits, type Viewer } from '#bots/chat/share.ts';
import type { Painter } from '#bots/paint/painter.ts';
import type { Paper, Printed } from '#core/pictures/printed.ts';
import type { Line, Reply } from '#core/reply.ts';

/** A page as a PDF in a reply; nothing if it fails or takes too long: the words must be had either way. */
export type Print = (name: string, caption: Line, page: Printed, paper: Paper) => Promise<Reply>;

/** The pages of one person. */
export type Prints = (viewer: Viewer) => Print;

/** A page takes about a second on a quiet machine, and longer behind other people's pictures. */
const LIMITS: ShareLimits = { waitMs: 10_000, perMinute: 6 };

export function createPrints(painter: Painter, log: Logger, limits: Partial<ShareLimits> = {}): Prints {
  const share = createShare({ ...LIMITS, ...limits }, log);
  return (viewer) => async (name, caption, page, paper) => {
    const bytes = await share(viewer, name, () => painter.pdf(page, paper));
    return bytes ? [{ kind: 'file', name, mime: 'application/pdf', caption, bytes }] : [];
  };
}
