import { createPainter } from '#bots/paint/painter.ts';

// Paints one picture and forgets to close the painter: the process must come to its end all the same.
const painter = createPainter({ idleMs: 600_000 });
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
const png = await painter.png({ svg, width: 10, height: 10, alt: '' });
process.stdout.write(`${png.length}`);
