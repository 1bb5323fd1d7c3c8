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
const TURNED = '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}]';
const RIGHT_TO_LEFT = new RegExp(`^\\P{L}*${TURNED}`, 'u');
/** Two or more words of such a script. */
const TURNED_WORDS = new RegExp(`(${TURNED}\\S*(?:\\s+${TURNED}\\S*)+)`, 'u');

/** The height of a text that is wrapped to a width. */
export function heightOf({ ruler }: Pen, text: string, look: Look, width: number, lines = LINES): number {
  return wrap(text, look, width, lines, ruler).length * look.size * LEADING;
}

/** Writes a text in its place, wrapped. */
export function write(pen: Pen, text: string, look: Look, { x, y, width, lines }: Place): void {
  for (const [index, line] of wrap(text, look, width, lines, pen.ruler).entries())
    writeLine(pen, line, look, x, y + index * look.size * LEADING + look.size);
}

/** One line from its left edge. Each font draws its own stretch; words that run from right to left are set from their end. */
function writeLine({ doc, ruler }: Pen, line: string, look: Look, x: number, baseline: number): void {
  let left = x;
  doc.fillColor(look.fill);
  for (const { family, text } of inOrder(line).flatMap((piece) => ruler.runs(piece, look))) {
    doc.font(`${family} ${look.weight}`, look.size);
    doc.text(text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
    left += doc.widthOfString(text);
  }
}

/** The pieces of a line as they stand from left to right; pdfkit turns the letters of a word, but not the words. */
function inOrder(line: string): readonly string[] {
  if (RIGHT_TO_LEFT.test(line)) return turned(line);
  return line.split(TURNED_WORDS).flatMap((piece, index) => (index % 2 === 1 ? turned(piece) : [piece]));
}

function turned(words: string): readonly string[] {
  return words.split(/(?<=\s)/u).toReversed();
}
