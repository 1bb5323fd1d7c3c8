import PDFDocument from 'pdfkit';
import { FONTS } from '#bots/paint/fonts.ts';
import { drawChart } from '#bots/paint/pdf-chart.ts';
import { heightOf, LINES, type Look, type Pen, write } from '#bots/paint/pdf-text.ts';
import { createRuler } from '#bots/paint/ruler.ts';
import { COLOURS } from '#core/pictures/drawing.ts';
import type { Paper, Printed, PrintedSection } from '#core/pictures/printed.ts';

type Doc = PDFKit.PDFDocument;

/** Lengths are in points. */
const SIZE = { a4: 'A4', letter: 'LETTER' } as const;
const MARGIN = { top: 44, bottom: 36, left: 56, right: 56 };
const LABEL = 104;
const GUTTER = 10;
const CHART = { width: 196, height: 88 } as const;
/** What the words before the line for a name take. */
const BY_HAND = 62;
const BOX_PAD = 10;
const FOOT = 14;

const TYPE = {
  title: { size: 20, weight: 'bold', fill: COLOURS.ink },
  lead: { size: 9.5, weight: 'regular', fill: COLOURS.soft },
  figure: { size: 15, weight: 'bold', fill: COLOURS.blue },
  small: { size: 8, weight: 'regular', fill: COLOURS.soft },
  heading: { size: 11, weight: 'bold', fill: COLOURS.ink },
  label: { size: 9, weight: 'regular', fill: COLOURS.soft },
  body: { size: 9, weight: 'regular', fill: COLOURS.ink },
  code: { size: 9, weight: 'bold', fill: COLOURS.ink },
} as const satisfies Readonly<Record<string, Look>>;

/**
 * The page as PDF: text that can be selected, fonts embedded, tagged for screen readers, the same bytes for the same page.
 * Takes about a second of CPU, most of it for the fonts, so that it is made in a process of its own.
 */
export async function pdfOf(page: Printed, paper: Paper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: SIZE[paper],
    margins: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: page.language,
    // The file's /ID is made of these, so that it follows from what the page says.
    info: { Title: page.title, Subject: page.box.code?.value ?? '', CreationDate: new Date(page.as) },
  });
  for (const { family, regular, bold } of FONTS) {
    doc.registerFont(`${family} regular`, regular);
    doc.registerFont(`${family} bold`, bold);
  }
  const pieces: Buffer[] = [];
  const ended = new Promise<Uint8Array>((resolve) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
  });
  draw(doc, page);
  doc.end();
  return ended;
}

function draw(doc: Doc, page: Printed): void {
  const pen: Pen = { doc, ruler: createRuler() };
  const left = MARGIN.left;
  const width = doc.page.width - MARGIN.left - MARGIN.right;
  const bottom = doc.page.height - MARGIN.bottom - FOOT;
  const root = doc.struct('Document');
  doc.addStructure(root);
  let y: number = MARGIN.top;

  const room = (height: number): void => {
    if (y + height <= bottom) return;
    doc.addPage();
    y = MARGIN.top;
  };
  const put = (tag: string, text: string, look: Look, { x = left, w = width, lines = LINES } = {}): void => {
    const height = heightOf(pen, text, look, w, lines);
    room(height);
    root.add(doc.struct(tag, {}, () => write(pen, text, look, { x, y, width: w, lines })));
    y += height;
  };

  const middle = left + width / 2;
  put('H1', page.title, TYPE.title, { w: width / 2 - GUTTER });
  const byHand = { x: middle, y: y - 12, width: width / 2, lines: 1 };
  root.add(doc.struct('P', {}, () => write(pen, page.byHand, TYPE.small, byHand)));
  ruled(doc, middle + BY_HAND, y - 2, width / 2 - BY_HAND);
  y += 2;
  for (const one of page.lead) put('P', one, TYPE.lead);
  y += 10;
  figures();
  for (const section of page.sections) putSection(section);
  boxed();
  root.end();
  foot(pen, page);

  function figures(): void {
    const wide = width / 5;
    const look = TYPE.figure;
    for (const [index, { value, label }] of page.figures.entries()) {
      const x = left + index * wide;
      root.add(
        doc.struct('P', {}, () => {
          write(pen, value, look, { x, y, width: wide - 6, lines: 1 });
          write(pen, label, TYPE.small, { x, y: y + 20, width: wide - 6, lines: 2 });
        }),
      );
    }
    if (page.figures.length > 0) y += 36;
  }

  function putSection({ title, rows, note, chart }: PrintedSection): void {
    const w = chart ? width - CHART.width - 16 : width;
    const heights = rows.map(({ label, value }) => rowHeight(pen, label, value, w));
    const whole = 26 + heights.reduce((sum, one) => sum + one, 0);
    // A heading stays with its first two rows, and a chart with its section.
    room(chart ? Math.max(whole, CHART.height + 40) : 26 + (heights[0] ?? 0) + (heights[1] ?? 0));
    y += 8;
    put('H2', title, TYPE.heading);
    ruled(doc, left, y + 1, width);
    y += 5;
    const top = y;
    const list = doc.struct('L');
    root.add(list);
    for (const [index, { label, value }] of rows.entries()) {
      room(heights[index] ?? 0);
      const item = doc.struct('LI');
      list.add(item);
      item.add(
        doc.struct('Lbl', {}, () => write(pen, label, TYPE.label, { x: left, y, width: LABEL, lines: 2 })),
      );
      const x = left + LABEL + GUTTER;
      const at = { x, y, width: w - LABEL - GUTTER, lines: LINES };
      item.add(doc.struct('LBody', {}, () => write(pen, value, TYPE.body, at)));
      item.end();
      y += heights[index] ?? 0;
    }
    list.end();
    if (chart) {
      const x = left + width - CHART.width;
      const place = { x, y: top + 4, ...CHART };
      root.add(doc.struct('Figure', { alt: chart.caption }, () => drawChart(pen, chart, place)));
      const under = { x, y: top + CHART.height + 8, width: CHART.width, lines: 3 };
      root.add(doc.struct('Caption', {}, () => write(pen, chart.caption, TYPE.small, under)));
      y = Math.max(y, under.y + heightOf(pen, chart.caption, TYPE.small, CHART.width, 3));
    }
    y += 2;
    if (note !== null) put('P', note, TYPE.small);
  }

  function boxed(): void {
    const { title, code, lines } = page.box;
    const w = width - 2 * BOX_PAD;
    const line = code ? `${code.label}: ${code.value}` : null;
    const height =
      heightOf(pen, title, TYPE.heading, w) +
      (line ? heightOf(pen, line, TYPE.code, w) + 2 : 0) +
      lines.reduce((sum, one) => sum + heightOf(pen, one, TYPE.small, w) + 2, 0) +
      2 * BOX_PAD;
    room(height + 14);
    y += 14;
    artifact(doc, () => {
      doc.roundedRect(left, y, width, height, 4).fillAndStroke(COLOURS.paper, COLOURS.line);
    });
    y += BOX_PAD;
    const x = left + BOX_PAD;
    put('H2', title, TYPE.heading, { x, w });
    if (line) {
      put('P', line, TYPE.code, { x, w });
      y += 2;
    }
    for (const one of lines) {
      put('P', one, TYPE.small, { x, w });
      y += 2;
    }
    y += BOX_PAD;
  }
}

/** Every page of several carries the last seal, so that none can be swapped. */
function foot(pen: Pen, { title, box }: Printed): void {
  const { doc } = pen;
  const { start, count } = doc.bufferedPageRange();
  if (count < 2) return;
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    const text = [title, box.code?.value, `${index + 1} / ${count}`].filter((one) => one !== undefined);
    const y = doc.page.height - MARGIN.bottom - 12;
    const width = doc.page.width - MARGIN.left - MARGIN.right;
    artifact(doc, () => write(pen, text.join('  ·  '), TYPE.small, { x: MARGIN.left, y, width, lines: 1 }));
  }
}

function rowHeight(pen: Pen, label: string, value: string, width: number): number {
  return Math.max(
    heightOf(pen, label, TYPE.label, LABEL, 2),
    heightOf(pen, value, TYPE.body, width - LABEL - GUTTER),
  );
}

function ruled(doc: Doc, x: number, y: number, width: number): void {
  artifact(doc, () => {
    doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.6)
      .stroke(COLOURS.rail);
  });
}

/** Something that a screen reader passes over. */
function artifact(doc: Doc, how: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  how();
  doc.endMarkedContent();
}
