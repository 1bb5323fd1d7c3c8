import type { Block } from '#core/pictures/drawing.ts';
import { type Ruler, type Style, widthOf } from '#core/pictures/ruler.ts';
import { element, escapeXml } from '#core/pictures/svg.ts';
import { wrap } from '#core/pictures/wrap.ts';

const LINE_HEIGHT = 1.3;
/** Where the letters sit in their line, measured from its top. */
const BASELINE = 1;
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** How a text is set: where it starts, how wide it may be and how many lines it may take. */
export interface Setting extends Style {
  readonly x: number;
  readonly width: number;
  readonly lines: number;
  readonly fill: string;
  readonly align?: 'start' | 'end';
}

/** Words in their box, wrapped to measured widths. With `align: 'end'` the lines end at `x + width`. */
export function textBlock(text: string, setting: Setting, ruler: Ruler): Block {
  const { size, width, lines: limit } = setting;
  const lines = wrap(text, setting, width, limit, ruler);
  return {
    height: lines.length * lineHeight(size),
    at: (top) =>
      lines
        .map((line, index) =>
          drawLine(line, setting, top + index * lineHeight(size) + size * BASELINE, ruler),
        )
        .join(''),
  };
}

/** The line height for a font size. */
export function lineHeight(size: number): number {
  return size * LINE_HEIGHT;
}

// Each font gets its own text element: resvg drops a text if its fonts shape it into different numbers of glyphs.
function drawLine(line: string, { x, width, align, ...style }: Setting, y: number, ruler: Ruler): string {
  const runs = ruler.runs(line, style);
  const look = {
    'font-size': style.size,
    'font-weight': style.weight === 'bold' ? 700 : 400,
    'xml:space': 'preserve',
    fill: style.fill,
  };
  let left = align === 'end' ? x + width - widthOf(line, style, ruler) : x;
  return (RIGHT_TO_LEFT.test(line) ? runs.toReversed() : runs)
    .map((run) => {
      const place = { x: left, y, 'font-family': run.family };
      left += run.width;
      return element('text', { ...place, ...look }, escapeXml(run.text));
    })
    .join('');
}
