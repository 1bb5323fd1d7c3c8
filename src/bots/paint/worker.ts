import { parentPort } from 'node:worker_threads';
import { paint } from '#bots/paint/resvg.ts';

// The painter's thread: SVG in, PNG out, null for what can not be painted.
parentPort?.on('message', (svg: string) => {
  parentPort?.postMessage(paintOrNull(svg));
});

function paintOrNull(svg: string): Uint8Array | null {
  try {
    return paint(svg);
  } catch {
    return null;
  }
}
