import { type Pen, write } from '#bots/paint/pdf-text.ts';
import { COLOURS } from '#core/pictures/drawing.ts';
import type { Chart } from '#core/pictures/printed.ts';

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const PAD = { top: 16, right: 18, bottom: 8, left: 10 } as const;
const DAY_MS = 86_400_000;
const RADIUS = 2.6;
/** A figure closer to the one before it would be written over it. */
const APART = 18;
const LABEL = 11;
const TYPE = { size: 7.5, weight: 'regular', fill: COLOURS.ink } as const;
/** So that two scores that are almost the same do not look far apart. */
const LEAST_SPAN = 20;

/** Points by day and value, with their figures, and the level that was agreed on as a broken line. */
export function drawChart(pen: Pen, { points, line }: Chart, frame: Frame): void {
  const { doc } = pen;
  const days = points.map(({ on }) => Date.parse(on) / DAY_MS);
  const values = [...points.map(({ value }) => value), ...(line ? [line.value] : [])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, LEAST_SPAN);
  const middle = (low + high) / 2;
  const first = Math.min(...days);
  const length = Math.max(Math.max(...days) - first, 1);
  const wide = frame.width - PAD.left - PAD.right;
  const tall = frame.height - PAD.top - PAD.bottom;
  const acrossOf = (day: number): number => frame.x + PAD.left + ((day - first) / length) * wide;
  const downOf = (value: number): number => frame.y + PAD.top + (0.5 - (value - middle) / span) * tall;

  doc.roundedRect(frame.x, frame.y, frame.width, frame.height, 3).lineWidth(0.6).stroke(COLOURS.line);
  if (line) {
    const y = downOf(line.value);
    doc
      .moveTo(frame.x, y)
      .lineTo(frame.x + frame.width, y)
      .dash(3, { space: 2 })
      .stroke(COLOURS.rust)
      .undash();
    const words = { ...TYPE, fill: COLOURS.rust };
    // Under the line, unless that is the frame's edge.
    const under = y + LABEL > frame.y + frame.height ? y - LABEL : y + 1;
    write(pen, line.label, words, { x: frame.x + 4, y: under, width: frame.width - 8, lines: 1 });
  }
  const places = points.map(({ value }, index) => ({
    x: acrossOf(days[index] ?? first),
    y: downOf(value),
    value,
  }));
  for (const [index, { x, y }] of places.entries()) index === 0 ? doc.moveTo(x, y) : doc.lineTo(x, y);
  doc.lineWidth(1).stroke(COLOURS.rail);
  for (const { x, y } of places) doc.circle(x, y, RADIUS).fill(COLOURS.blue);
  let last = Number.NEGATIVE_INFINITY;
  for (const { x, y, value } of places) {
    if (x - last < APART) continue;
    last = x;
    write(pen, String(value), TYPE, { x: x - 6, y: y - 13, width: 30, lines: 1 });
  }
}
