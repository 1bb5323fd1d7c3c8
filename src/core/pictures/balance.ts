import { type Block, COLOURS, type Drawing, gap, PAGE, page, stack } from '#core/pictures/drawing.ts';
import { cross, tick } from '#core/pictures/marks.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import { element } from '#core/pictures/svg.ts';
import { lineHeight, textBlock } from '#core/pictures/text-block.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Say } from '#core/text.ts';

/** One part of a text: its share of the words and the share it should have, both from 0 to 1. */
export interface BalanceRow {
  readonly label: string;
  readonly share: number;
  readonly target: number;
}

/** How the words of a text are divided among its parts. All words are plain text in the person's language. */
export interface Balance {
  readonly title: string;
  readonly rows: readonly BalanceRow[];
  readonly words: number;
  readonly sentences: number;
  readonly seconds: number;
  /** A quiet sentence at the bottom. */
  readonly note?: string;
}

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const PAD = 36;
const INNER = WIDTH - 2 * PAD;
const BAR = 56;
const MARK = 26;
const LABEL = { size: 46, weight: 'bold' } as const;
/** A full bar stands for at least this share: parts are rarely larger, and 20 and 40 percent are easy to tell apart. */
const SCALE = 0.6;

/** Draws a bar for each part, with a line where it should end; below them words, sentences and seconds. */
export function balance(data: Balance, say: Say, ruler: Ruler): Drawing {
  const scale = Math.max(SCALE, ...data.rows.map(({ share, target }) => Math.max(share, target)));
  const counts = { words: data.words, sentences: data.sentences, seconds: data.seconds };
  const blocks = [
    words(data.title, 60, COLOURS.ink, 'bold', 3),
    gap(32),
    card(stack(data.rows.flatMap((row, index) => [...(index > 0 ? [gap(44)] : []), rowBlock(row)]))),
    gap(32),
    tiles(),
    ...(data.note ? [gap(32), words(data.note, 36, COLOURS.soft, 'regular', 4)] : []),
  ];
  return page(stack(blocks), altOf(data, say));

  function words(text: string, size: number, fill: string, weight: 'regular' | 'bold', lines: number): Block {
    return textBlock(text, { x: LEFT, width: WIDTH, size, weight, lines, fill }, ruler);
  }

  function rowBlock(row: BalanceRow): Block {
    const { label, share, target } = row;
    const isThere = share > 0;
    const x = LEFT + PAD;
    const name = textBlock(
      label,
      { ...LABEL, x: x + 2 * MARK + 20, width: INNER * 0.58, lines: 2, fill: COLOURS.ink },
      ruler,
    );
    const value = textBlock(
      isThere
        ? say.plain('pictures.balance.share', { percent: percent(share) })
        : say.plain('pictures.balance.missing'),
      {
        ...LABEL,
        x: x + INNER * 0.66,
        width: INNER * 0.34,
        lines: 1,
        align: 'end',
        fill: isThere ? COLOURS.blue : COLOURS.rust,
      },
      ruler,
    );
    const goal = textBlock(
      say.plain('pictures.balance.target', { percent: percent(target) }),
      { x, width: INNER, size: 36, weight: 'regular', lines: 1, fill: COLOURS.soft },
      ruler,
    );
    const head = Math.max(name.height, value.height);
    return {
      height: head + 14 + BAR + 14 + goal.height,
      at: (top) => {
        const mark = isThere ? tick : cross;
        return [
          mark(x + MARK, top + lineHeight(LABEL.size) / 2, MARK),
          name.at(top),
          value.at(top),
          bar(x, top + head + 14, row, scale),
          goal.at(top + head + 28 + BAR),
        ].join('');
      },
    };
  }

  function tiles(): Block {
    const space = 20;
    const names = ['words', 'sentences', 'seconds'] as const;
    const width = (WIDTH - 2 * space) / names.length;
    const all = names.map((name, index) => {
      const x = LEFT + index * (width + space) + 24;
      const setting = { x, width: width - 48, weight: 'bold', lines: 1 } as const;
      const count = textBlock(String(counts[name]), { ...setting, size: 72, fill: COLOURS.ink }, ruler);
      const word = textBlock(
        say.plain(`pictures.balance.${name}`, { count: counts[name] }),
        { ...setting, size: 36, weight: 'regular', lines: 2, fill: COLOURS.soft },
        ruler,
      );
      return { x: x - 24, block: stack([gap(14), count, word, gap(18)]) };
    });
    const height = Math.max(...all.map(({ block }) => block.height));
    return {
      height,
      at: (top) =>
        all.map(({ x, block }) => panel(x, top, width, height, COLOURS.card) + block.at(top)).join(''),
    };
  }
}

/** @param scale the share that a full bar stands for */
function bar(x: number, y: number, { share, target }: BalanceRow, scale: number): string {
  const track = {
    x,
    y,
    width: INNER,
    height: BAR,
    rx: 12,
    fill: COLOURS.paper,
    stroke: COLOURS.line,
    'stroke-width': 2,
  };
  const filled = {
    x,
    y,
    width: Math.max(INNER * (share / scale), 0),
    height: BAR,
    rx: 12,
    fill: COLOURS.blue,
  };
  const at = x + INNER * (target / scale);
  // White around it, so that the line is visible both on the bar and beside it.
  const line = {
    x: at - 4,
    y: y - 10,
    width: 8,
    height: BAR + 20,
    fill: COLOURS.ink,
    stroke: '#ffffff',
    'stroke-width': 4,
  };
  return element('rect', track) + (share > 0 ? element('rect', filled) : '') + element('rect', line);
}

function altOf(data: Balance, say: Say): string {
  const { words, sentences, seconds } = data;
  const rows = data.rows.map(({ label, share, target }) =>
    say.plain('pictures.balance.alt_row', {
      label: clean(label),
      percent: percent(share),
      target: percent(target),
    }),
  );
  const whole = say.plain('pictures.balance.alt_counts', { words, sentences, seconds });
  return [say.plain('pictures.balance.alt', { title: clean(data.title) }), ...rows, whole].join(' ');
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function card(content: Block): Block {
  const height = content.height + 2 * PAD;
  return { height, at: (top) => panel(LEFT, top, WIDTH, height, COLOURS.card) + content.at(top + PAD) };
}

function panel(x: number, y: number, width: number, height: number, fill: string): string {
  return element('rect', { x, y, width, height, rx: 28, fill, stroke: COLOURS.line, 'stroke-width': 2 });
}
