import { COLOURS } from '#core/pictures/drawing.ts';
import { element } from '#core/pictures/svg.ts';

/** A mark of radius `r` around a point. Each has its own shape, so that none depends on its colour. */
export type Mark = (x: number, y: number, r: number) => string;

/** A solid disc with a tick. */
export const tick: Mark = (x, y, r) =>
  disc(x, y, r, { fill: COLOURS.blue }) +
  stroke(`M${x - r * 0.45} ${y + r * 0.04}l${r * 0.3} ${r * 0.32}l${r * 0.6} ${-r * 0.66}`, r, '#ffffff');

/** A solid square with a cross. */
export const cross: Mark = (x, y, r) => {
  const side = r * 1.8;
  const box = { x: x - side / 2, y: y - side / 2, width: side, height: side, rx: r * 0.3 };
  const arm = r * 0.36;
  return (
    element('rect', { ...box, fill: COLOURS.rust }) +
    stroke(
      `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}M${x + arm} ${y - arm}l${-2 * arm} ${2 * arm}`,
      r,
      '#ffffff',
    )
  );
};

/** An empty dashed ring with a question mark. */
export const question: Mark = (x, y, r) =>
  brokenRing(x, y, r) +
  stroke(
    `M${x - r * 0.27} ${y - r * 0.2}a${r * 0.28} ${r * 0.28} 0 1 1 ${r * 0.42} ${r * 0.25}q${-r * 0.15} ${r * 0.1} ${-r * 0.15} ${r * 0.24}`,
    r * 0.8,
    COLOURS.soft,
  ) +
  disc(x, y + r * 0.52, r * 0.1, { fill: COLOURS.soft });

/** An empty ring. */
export const ring: Mark = (x, y, r) =>
  disc(x, y, r * 0.84, { fill: COLOURS.card, stroke: COLOURS.ink, 'stroke-width': r * 0.26 });

/** An empty dashed ring. */
export const brokenRing: Mark = (x, y, r) => {
  const radius = r * 0.9;
  const dash = (2 * Math.PI * radius) / 16;
  return disc(x, y, radius, {
    fill: COLOURS.card,
    stroke: COLOURS.soft,
    'stroke-width': r * 0.18,
    'stroke-dasharray': `${dash.toFixed(2)} ${dash.toFixed(2)}`,
  });
};

/** A small solid dot. */
export const dot: Mark = (x, y, r) => disc(x, y, r * 0.45, { fill: COLOURS.soft });

/** A half-filled disc: neither here nor there. */
export const half: Mark = (x, y, r) =>
  disc(x, y, r * 0.84, { fill: COLOURS.card, stroke: COLOURS.ink, 'stroke-width': r * 0.2 }) +
  element('path', {
    d: `M${x} ${y - r * 0.84}a${r * 0.84} ${r * 0.84} 0 0 0 0 ${r * 1.68}z`,
    fill: COLOURS.ink,
  });

function disc(x: number, y: number, r: number, paint: Readonly<Record<string, string | number>>): string {
  return element('circle', { cx: x, cy: y, r, ...paint });
}

function stroke(d: string, r: number, colour: string): string {
  const line = { 'stroke-width': r * 0.22, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  return element('path', { d, fill: 'none', stroke: colour, ...line });
}
