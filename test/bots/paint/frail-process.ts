import { paint } from '#bots/paint/resvg.ts';

// The painter's process, but one that dies, never ends or tells who it is when a drawing says so.
process.on('disconnect', () => process.exit());
process.on('message', (svg: string) => {
  if (svg.includes('<!-- die -->')) process.exit(1);
  if (svg.includes('<!-- die later -->')) setImmediate(() => process.exit(1));
  if (svg.includes('<!-- throw -->')) throw new Error('private words');
  while (svg.includes('<!-- hang -->'));
  process.send?.(svg.includes('<!-- who -->') ? Buffer.from(`${process.pid}`) : paint(svg));
});
