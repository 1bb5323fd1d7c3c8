import { setPriority } from 'node:os';
import { paint } from '#bots/paint/resvg.ts';

// The painter's own process: SVG in, PNG out, null for what cannot be painted. It exits with the bot that started it.
/** Lower than the bot's own, so that answers without a picture do not wait for painting on a machine with few cores. */
const NICE = 5;

setPriority(NICE);
process.on('disconnect', () => process.exit());
process.on('message', (svg: string) => {
  process.send?.(paintOrNull(svg));
  // Pixels lie outside the heap, so the collector sees no reason to run until hundreds of megabytes are used.
  globalThis.gc?.();
});

function paintOrNull(svg: string): Uint8Array | null {
  try {
    return paint(svg);
  } catch {
    return null;
  }
}
