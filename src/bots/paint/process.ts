import { setPriority } from 'node:os';
import type { Job } from '#bots/paint/studio.ts';

// The painter's own process: a picture or a page in, PNG or PDF out, null for what cannot be made. It exits with the bot
// that started it.
/** Lower than the bot's own, so that answers without a picture do not wait for painting on a machine with few cores. */
const NICE = 5;

setPriority(NICE);
process.on('disconnect', () => process.exit());
process.on('message', async (job: Job) => {
  process.send?.(await madeOrNull(job));
  // Pixels lie outside the heap, so the collector sees no reason to run until hundreds of megabytes are used.
  globalThis.gc?.();
});

/** Each library is loaded only by the process that needs it. */
async function madeOrNull(job: Job): Promise<Uint8Array | null> {
  try {
    if (typeof job === 'string') {
      const { paint } = await import('#bots/paint/resvg.ts');
      return paint(job);
    }
    const { pdfOf } = await import('#bots/paint/pdf.ts');
    return await pdfOf(job.page, job.paper);
  } catch {
    return null;
  }
}
