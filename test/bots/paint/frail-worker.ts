import { parentPort, threadId } from 'node:worker_threads';
import { paint } from '#bots/paint/resvg.ts';

// The painter's thread, but one that dies, never ends or tells who it is when a drawing says so.
parentPort?.on('message', (svg: string) => {
  if (svg.includes('<!-- die -->')) process.exit(1);
  if (svg.includes('<!-- die later -->')) setImmediate(() => process.exit(1));
  if (svg.includes('<!-- throw -->')) throw new Error('private words');
  while (svg.includes('<!-- hang -->'));
  parentPort?.postMessage(svg.includes('<!-- who -->') ? Uint8Array.of(threadId) : paint(svg));
});
