import { type Block, COLOURS, type Drawing, gap, PAGE, page, stack } from '#core/pictures/drawing.ts';
import { brokenRing, cross, half, type Mark, ring, tick } from '#core/pictures/marks.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import { element } from '#core/pictures/svg.ts';
import { lineHeight, textBlock } from '#core/pictures/text-block.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Say } from '#core/text.ts';

/** How a letter stands at a glance: there, agreed to, overdue, asked for, not asked for yet, or better left. */
export type LetterLook = 'there' | 'agreed' | 'late' | 'asked' | 'open' | 'left';

export interface LetterRow {
  readonly name: string;
  readonly look: LetterLook;
  /** How it stands, in words. */
  readonly state: string;
  /** What the writer was given; empty where that no longer matters. */
  readonly materials: readonly { readonly label: string; readonly given: boolean }[];
}

/** Letters of recommendation by field. All words are plain text in the person's language. */
export interface LetterBoard {
  readonly title: string;
  readonly fields: readonly {
    readonly heading: string;
    /** How many there are of how many, and what is missing. */
    readonly count: string;
    readonly isEnough: boolean;
    readonly rows: readonly LetterRow[];
  }[];
  /** A quiet sentence at the foot. */
  readonly note?: string;
}

const ROWS = 12;
const LOOK: Readonly<Record<LetterLook, { readonly mark: Mark; readonly ink: string }>> = {
  there: { mark: tick, ink: COLOURS.blue },
  agreed: { mark: half, ink: COLOURS.ink },
  late: { mark: half, ink: COLOURS.rust },
  asked: { mark: ring, ink: COLOURS.ink },
  open: { mark: brokenRing, ink: COLOURS.soft },
  left: { mark: cross, ink: COLOURS.rust },
};

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const PAD = 32;
const MARK = 28;
const NAME = 44;
/** Where the words of a row begin. */
const TEXT = LEFT + PAD + 2 * MARK + 24;
const TEXT_WIDTH = LEFT + WIDTH - PAD - TEXT;
const SMALL = 16;

/** Draws the letters of each field with their marks, states and what was handed over. After the twelfth they are counted. */
export function letterBoard(data: LetterBoard, say: Say, ruler: Ruler): Drawing {
  const blocks = [
    words(data.title, 60, COLOURS.ink, 3),
    ...fieldBlocks(),
    ...(data.note ? [gap(36), words(data.note, 36, COLOURS.soft, 4, 'regular')] : []),
  ];
  return page(stack(blocks), altOf(data, say));

  function words(
    text: string,
    size: number,
    fill: string,
    lines: number,
    weight: 'regular' | 'bold' = 'bold',
  ): Block {
    return textBlock(text, { x: LEFT, width: WIDTH, size, weight, lines, fill }, ruler);
  }

  function fieldBlocks(): readonly Block[] {
    let room = ROWS;
    const drawn = data.fields.flatMap(({ heading, count, isEnough, rows }) => {
      const shown = rows.slice(0, room);
      room -= shown.length;
      const lines = shown.flatMap((row, index) => [...(index === 0 ? [] : [hairline()]), rowBlock(row)]);
      return [
        gap(44),
        words(heading, 46, COLOURS.ink, 2),
        words(count, 38, isEnough ? COLOURS.blue : COLOURS.rust, 2),
        ...(lines.length === 0 ? [] : [gap(16), card(stack(lines))]),
      ];
    });
    const left = data.fields.reduce((sum, { rows }) => sum + rows.length, 0) - (ROWS - room);
    if (left === 0) return drawn;
    return [
      ...drawn,
      gap(24),
      words(say.plain('pictures.letters.more', { count: left }), 38, COLOURS.soft, 1),
    ];
  }

  function rowBlock({ name, look, state, materials }: LetterRow): Block {
    const { mark, ink } = LOOK[look];
    const setting = { x: TEXT, width: TEXT_WIDTH, lines: 2 } as const;
    const text = stack([
      textBlock(name, { ...setting, size: NAME, weight: 'bold', fill: COLOURS.ink }, ruler),
      textBlock(state, { ...setting, size: 38, weight: 'regular', fill: ink }, ruler),
      ...(materials.length === 0 ? [] : [gap(10), materialsBlock(materials)]),
    ]);
    return {
      height: text.height + 40,
      at: (top) => mark(LEFT + PAD + MARK, top + 20 + lineHeight(NAME) / 2, MARK) + text.at(top + 20),
    };
  }

  function materialsBlock(materials: LetterRow['materials']): Block {
    const width = TEXT_WIDTH / Math.max(3, materials.length);
    const cells = materials.map(({ label, given }, index) => {
      const x = TEXT + index * width;
      const fill = given ? COLOURS.blue : COLOURS.soft;
      const word = textBlock(
        label,
        { x: x + 2 * SMALL + 12, width: width - 2 * SMALL - 20, size: 36, weight: 'regular', lines: 1, fill },
        ruler,
      );
      return {
        height: word.height,
        at: (top: number) =>
          (given ? tick : brokenRing)(x + SMALL, top + lineHeight(36) / 2, SMALL) + word.at(top),
      };
    });
    return {
      height: Math.max(...cells.map(({ height }) => height)),
      at: (top) => cells.map((cell) => cell.at(top)).join(''),
    };
  }
}

function card(content: Block): Block {
  const box = { x: LEFT, width: WIDTH, rx: 28, fill: COLOURS.card, stroke: COLOURS.line, 'stroke-width': 2 };
  const height = content.height + 16;
  return { height, at: (y) => element('rect', { ...box, y, height }) + content.at(y + 8) };
}

function hairline(): Block {
  const line = { x: LEFT + PAD, width: WIDTH - 2 * PAD, height: 2, fill: COLOURS.line };
  return { height: 2, at: (y) => element('rect', { ...line, y }) };
}

function altOf({ title, fields }: LetterBoard, say: Say): string {
  const lines = fields.flatMap(({ heading, count, rows }) => [
    say.plain('pictures.letters.alt_field', { heading: clean(heading), count: clean(count) }),
    ...rows.map(({ name, state }) =>
      say.plain('pictures.letters.alt_row', { name: clean(name), state: clean(state) }),
    ),
  ]);
  return [say.plain('pictures.letters.alt', { title: clean(title) }), ...lines].join(' ');
}
