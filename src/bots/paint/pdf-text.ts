import type { Ruler, Style } from '#core/pictures/ruler.ts';
import { wrap } from '#core/pictures/wrap.ts';

/** What draws on the document, and what measures its words. Lengths are in points. */
export interface Pen {
  readonly doc: PDFKit.PDFDocument;
  readonly ruler: Ruler;
}

export interface Look extends Style {
  readonly fill: string;
}

export interface Place {
  readonly x: number;
  /** The top edge. */
  readonly y: number;
  readonly width: number;
  readonly lines: number;
}

/** No label or sentence on a page takes more. */
export const LINES = 8;
const LEADING = 1.32;
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** The height of a text that is wrapped to a width. */
export function heightOf({ ruler }: Pen, text: string, look: Look, width: number, lines = LINES): number {
  return wrap(text, look, width, lines, ruler).length * look.size * LEADING;
}

/** Writes a text in its place, wrapped. */
export function write(pen: Pen, text: string, look: Look, { x, y, width, lines }: Place): void {
  for (const [index, line] of wrap(text, look, width, lines, pen.ruler).entries())
    writeLine(pen, line, look, x, y + index * look.size * LEADING + look.size);
}

/** One line from its left edge. Each font draws its own stretch; the words of a right-to-left line are set from its end. */
function writeLine({ doc, ruler }: Pen, line: string, look: Look, x: number, baseline: number): void {
  const pieces = RIGHT_TO_LEFT.test(line) ? line.split(/(?<=\s)/u).toReversed() : [line];
  let left = x;
  doc.fillColor(look.fill);
  for (const { family, text } of pieces.flatMap((piece) => ruler.runs(piece, look))) {
    doc.font(`${family} ${look.weight}`, look.size);
    doc.text(text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
    left += doc.widthOfString(text);
  }
}
