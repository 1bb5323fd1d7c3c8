import { type Block, COLOURS, type Drawing, gap, PAGE, page, stack } from '#core/pictures/drawing.ts';
import { cross, half, type Mark, question, tick } from '#core/pictures/marks.ts';
import { type Ruler, widthOf } from '#core/pictures/ruler.ts';
import { element } from '#core/pictures/svg.ts';
import { lineHeight, textBlock } from '#core/pictures/text-block.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Say } from '#core/text.ts';

export type RowState = 'held' | 'failed' | 'unknown';

export interface ScorecardRow {
  readonly label: string;
  readonly state: RowState;
}

/** The criteria of an assessment. All words are plain text in the person's language. */
export interface Scorecard {
  readonly title: string;
  /** The path in words. */
  readonly path: string;
  readonly borderline: boolean;
  readonly groups: readonly { readonly heading: string; readonly rows: readonly ScorecardRow[] }[];
  /** A quiet sentence at the bottom. */
  readonly note?: string;
}

const ROWS = 20;
const STATES: readonly RowState[] = ['held', 'failed', 'unknown'];
const LOOK: Readonly<Record<RowState, { readonly mark: Mark; readonly ink: string; readonly tint: string }>> =
  {
    held: { mark: tick, ink: COLOURS.blue, tint: COLOURS.blueTint },
    failed: { mark: cross, ink: COLOURS.rust, tint: COLOURS.rustTint },
    unknown: { mark: question, ink: COLOURS.soft, tint: COLOURS.card },
  };

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const PAD = 32;
const MARK = 28;
const ROW = 40;
const WORD = { size: 34, weight: 'bold' } as const;

/**
 * Draws the criteria at a glance: the path, how many hold, and each one with a mark and a word. Rows after the
 * twentieth are counted, not drawn.
 */
export function scorecard(data: Scorecard, say: Say, ruler: Ruler): Drawing {
  const rows = data.groups.flatMap((group) => group.rows);
  const blocks = [
    words(data.title, 38, COLOURS.soft, 2),
    gap(8),
    words(data.path, 68, COLOURS.ink, 4),
    ...(data.borderline ? [gap(24), borderlineBlock()] : []),
    gap(36),
    tallyBlock(),
    ...groupBlocks(),
    ...(data.note ? [gap(36), words(data.note, 34, COLOURS.soft, 4, 'regular')] : []),
  ];
  return page(stack(blocks), altOf(data, rows, say));

  function words(
    text: string,
    size: number,
    fill: string,
    lines: number,
    weight: 'regular' | 'bold' = 'bold',
  ): Block {
    return textBlock(text, { x: LEFT, width: WIDTH, size, weight, lines, fill }, ruler);
  }

  function borderlineBlock(): Block {
    const x = LEFT + PAD + 2 * MARK + 20;
    const label = textBlock(
      say.plain('pictures.scorecard.borderline'),
      { x, width: LEFT + WIDTH - PAD - x, size: 42, weight: 'bold', lines: 2, fill: COLOURS.ink },
      ruler,
    );
    return card(label, 20, COLOURS.sand, (top) =>
      half(LEFT + PAD + MARK, top + 20 + lineHeight(42) / 2, MARK),
    );
  }

  function tallyBlock(): Block {
    const space = 20;
    const width = (WIDTH - 2 * space) / STATES.length;
    const tiles = STATES.map((state, index) => {
      const { mark, ink, tint } = LOOK[state];
      const x = LEFT + index * (width + space);
      const count = rows.filter((row) => row.state === state).length;
      const style = { weight: 'bold', lines: 1, fill: ink } as const;
      const number = textBlock(String(count), { ...style, x: x + 112, width: width - 136, size: 72 }, ruler);
      const word = textBlock(stateWord(state), { ...style, x: x + 28, width: width - 56, size: 38 }, ruler);
      const tile = stack([gap(16), number, word, gap(20)]);
      return {
        height: tile.height,
        at: (top: number) =>
          panel(x, top, width, tile.height, tint) +
          mark(x + 62, top + 16 + lineHeight(72) / 2, 34) +
          tile.at(top),
      };
    });
    return {
      height: Math.max(...tiles.map(({ height }) => height)),
      at: (top) => tiles.map((tile) => tile.at(top)).join(''),
    };
  }

  function groupBlocks(): Block[] {
    let room = ROWS;
    const drawn = data.groups.flatMap(({ heading, rows: all }) => {
      const shown = all.slice(0, room);
      room -= shown.length;
      if (shown.length === 0) return [];
      const lines = shown.flatMap((row, index) =>
        index === 0 ? [rowBlock(row)] : [hairline(), rowBlock(row)],
      );
      return [gap(40), words(heading, 40, COLOURS.ink, 2), gap(16), card(stack(lines), 8, COLOURS.card)];
    });
    if (rows.length <= ROWS) return drawn;
    const more = say.plain('pictures.scorecard.more', { count: rows.length - ROWS });
    return [...drawn, gap(24), words(more, 38, COLOURS.soft, 1)];
  }

  function rowBlock({ label, state }: ScorecardRow): Block {
    const { mark, ink } = LOOK[state];
    const x = LEFT + PAD + 2 * MARK + 24;
    const right = LEFT + WIDTH - PAD;
    const widest = Math.max(...STATES.map((each) => widthOf(stateWord(each), WORD, ruler)));
    const column = Math.min(widest, WIDTH / 3);
    const text = textBlock(
      label,
      { x, width: right - column - 24 - x, size: ROW, weight: 'regular', lines: 3, fill: COLOURS.ink },
      ruler,
    );
    const word = textBlock(
      stateWord(state),
      { ...WORD, x: right - column, width: column, lines: 1, fill: ink, align: 'end' },
      ruler,
    );
    return {
      height: text.height + 36,
      at: (top) => {
        const middle = top + 18 + lineHeight(ROW) / 2;
        return mark(LEFT + PAD + MARK, middle, MARK) + text.at(top + 18) + word.at(middle - word.height / 2);
      },
    };
  }

  function stateWord(state: RowState): string {
    return say.plain(`pictures.scorecard.state.${state}`);
  }
}

function card(content: Block, pad: number, fill: string, extra: (top: number) => string = () => ''): Block {
  const height = content.height + 2 * pad;
  return {
    height,
    at: (top) => panel(LEFT, top, WIDTH, height, fill) + extra(top) + content.at(top + pad),
  };
}

function panel(x: number, y: number, width: number, height: number, fill: string): string {
  return element('rect', { x, y, width, height, rx: 28, fill, stroke: COLOURS.line, 'stroke-width': 2 });
}

function hairline(): Block {
  const line = { x: LEFT + PAD, width: WIDTH - 2 * PAD, height: 2, fill: COLOURS.line };
  return { height: 2, at: (y) => element('rect', { ...line, y }) };
}

function altOf(data: Scorecard, rows: readonly ScorecardRow[], say: Say): string {
  const head = data.borderline ? 'pictures.scorecard.alt_borderline' : 'pictures.scorecard.alt';
  const tallies = STATES.flatMap((state) => {
    const labels = rows.filter((row) => row.state === state).map(({ label }) => clean(label));
    if (labels.length === 0) return [];
    return [
      say.plain(`pictures.scorecard.alt_rows.${state}`, { count: labels.length, rows: labels.join('; ') }),
    ];
  });
  return [say.plain(head, { title: clean(data.title), path: clean(data.path) }), ...tallies].join(' ');
}
