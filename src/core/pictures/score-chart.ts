import { type Block, COLOURS, type Drawing, gap, PAGE, page, stack } from '#core/pictures/drawing.ts';
import { type Ruler, type Style, widthOf } from '#core/pictures/ruler.ts';
import { type ScoreScale, scaleFor } from '#core/pictures/score-scale.ts';
import { element } from '#core/pictures/svg.ts';
import { lineHeight, textBlock } from '#core/pictures/text-block.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Say } from '#core/text.ts';

/** Practice scores over time. All words are plain text in the person's language. */
export interface ScoreChart {
  readonly title: string;
  /** In order of `day`, which counts from any day; one at least. */
  readonly scores: readonly { readonly day: number; readonly value: number; readonly label: string }[];
  /** The first and the last day in words. */
  readonly from: string;
  readonly until: string;
  /** The pass mark, if this scale has one. */
  readonly mark: { readonly value: number; readonly label: string } | null;
  readonly trend: {
    readonly says: string;
    readonly levels: readonly {
      readonly day: number;
      readonly line: number;
      readonly low: number;
      readonly high: number;
    }[];
  } | null;
  /** Sentences below: how line and band are made. */
  readonly notes: readonly string[];
}

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const PAD = 24;
const TICK: Style = { size: 34, weight: 'regular' };
const LABEL: Style = { size: 36, weight: 'bold' };
/** Where the plot lies, with room for figures at its left. */
const PLOT = { left: LEFT + PAD + 84, right: LEFT + WIDTH - PAD, height: 640 } as const;
const DOT = 13;
/** Room for half a label beside the first and the last score. */
const INSET = 48;

interface Place {
  readonly left: number;
  readonly top: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws the scores by day, the pass mark as a line to the pixel row, and the trend with its band. */
export function scoreChart(data: ScoreChart, say: Say, ruler: Ruler): Drawing {
  const { scores, mark, trend } = data;
  const values = [...scores.map(({ value }) => value), ...(mark ? [mark.value] : [])];
  const scale = scaleFor(values, PLOT.height);
  const [first = 0, last = 0] = [scores[0]?.day, scores.at(-1)?.day];
  const x = (day: number): number =>
    last === first
      ? (PLOT.left + PLOT.right) / 2
      : PLOT.left + INSET + ((day - first) / (last - first)) * (PLOT.right - PLOT.left - 2 * INSET);
  const blocks = [
    words(data.title, 52, COLOURS.ink, 2, 'bold'),
    gap(28),
    card(stack([gap(12), plotBlock(), gap(10), daysBlock(), gap(4)])),
    ...(trend ? [gap(28), words(trend.says, 40, COLOURS.ink, 3, 'bold')] : []),
    ...data.notes.flatMap((note) => [gap(14), words(note, 34, COLOURS.soft, 5, 'regular')]),
  ];
  return page(stack(blocks), altOf(data, say));

  function words(text: string, size: number, fill: string, lines: number, weight: Style['weight']): Block {
    return textBlock(text, { x: LEFT, width: WIDTH, size, weight, lines, fill }, ruler);
  }

  function plotBlock(): Block {
    return {
      height: PLOT.height + 1,
      at: (edge) => {
        // On a whole row, so that each value lies on one.
        const top = Math.ceil(edge);
        const y = (value: number): number => top + scale.rowOf(value);
        return [
          ...grid(scale, y),
          ...(trend ? [trendShape(trend.levels, y)] : []),
          ...(mark ? [markLine(y(mark.value))] : []),
          ...scores.map(({ day, value }) => spot(x(day), y(value))),
          ...labels(top, y),
        ].join('');
      },
    };
  }

  function grid({ ticks }: ScoreScale, y: (value: number) => number): readonly string[] {
    return ticks.flatMap((tick) => [
      element('rect', {
        x: PLOT.left,
        y: y(tick),
        width: PLOT.right - PLOT.left,
        height: 1,
        fill: COLOURS.line,
      }),
      textBlock(
        String(tick),
        { x: LEFT + PAD, width: 72, ...TICK, lines: 1, fill: COLOURS.soft, align: 'end' },
        ruler,
      ).at(y(tick) - lineHeight(TICK.size) / 2),
    ]);
  }

  function trendShape(
    levels: NonNullable<ScoreChart['trend']>['levels'],
    y: (value: number) => number,
  ): string {
    const inside = (value: number): number => y(Math.min(scale.most, Math.max(scale.least, value)));
    const at = (day: number, value: number): string => `${x(day).toFixed(2)} ${inside(value).toFixed(2)}`;
    const upper = levels.map(({ day, high }) => at(day, high));
    const lower = levels.toReversed().map(({ day, low }) => at(day, low));
    const line = levels.map(({ day, line: value }) => at(day, value));
    return (
      element('path', { d: `M${[...upper, ...lower].join('L')}z`, fill: COLOURS.blueTint }) +
      element('path', { d: `M${line.join('L')}`, fill: 'none', stroke: COLOURS.blue, 'stroke-width': 5 })
    );
  }

  /** The label of the mark, then those of the scores as far as there is room: the last, the first, and from new to old. */
  function labels(top: number, y: (value: number) => number): readonly string[] {
    const taken: Box[] = [];
    const drawn: string[] = [];
    const put = (
      text: string,
      fill: string,
      places: readonly Place[],
      isFree: (box: Box) => boolean,
    ): void => {
      const width = labelWidth(text, LABEL);
      const found = places
        .map(({ left, top: at }): Box => ({ left, right: left + width, top: at, bottom: at + height }))
        .find((box) => isInside(box, top) && !taken.some((other) => overlaps(box, other)) && isFree(box));
      if (!found) return;
      taken.push({ ...found, left: found.left - 6, right: found.right + 6 });
      const word = textBlock(text, { x: found.left, width: width + 1, ...LABEL, lines: 1, fill }, ruler);
      drawn.push(halo(found) + word.at(found.top));
    };
    const height = lineHeight(LABEL.size);
    const dots = scores.map(({ day, value }) => dotBox(x(day), y(value)));
    const isOffDots = (box: Box): boolean => !dots.some((dot) => overlaps(box, dot));
    if (mark) {
      const row = y(mark.value);
      const lefts = [PLOT.left + 8, PLOT.right - labelWidth(mark.label, LABEL) - 8];
      const places = [row - height - 2, row + 6].flatMap((at) => lefts.map((left) => ({ left, top: at })));
      put(mark.label, COLOURS.rust, places, isOffDots);
      if (taken.length === 0) put(mark.label, COLOURS.rust, places, () => true);
      taken.push({ left: PLOT.left, right: PLOT.right, top: row - 2, bottom: row + 2 });
    }
    for (const [index, { day, value, label }] of inOrder(scores).entries()) {
      const left = x(day) - labelWidth(label, LABEL) / 2;
      const places = [y(value) - DOT - height, y(value) + DOT].map((at) => ({ left, top: at }));
      const before = taken.length;
      put(label, COLOURS.ink, places, isOffDots);
      // The newest is named even where dots crowd around it.
      if (index === 0 && taken.length === before) put(label, COLOURS.ink, places, () => true);
    }
    return drawn;
  }

  function labelWidth(text: string, style: Style): number {
    return Math.min(PLOT.right - PLOT.left - 24, widthOf(clean(text), style, ruler));
  }

  function daysBlock(): Block {
    const setting = { ...TICK, lines: 1, fill: COLOURS.soft } as const;
    const half = (PLOT.right - PLOT.left) / 2 - 8;
    const start = textBlock(data.from, { x: PLOT.left, width: half, ...setting }, ruler);
    const end = textBlock(data.until, { x: PLOT.right - half, width: half, ...setting, align: 'end' }, ruler);
    if (last === first) {
      const middle = (PLOT.left + PLOT.right - Math.min(half, widthOf(clean(data.from), TICK, ruler))) / 2;
      return textBlock(data.from, { x: middle, width: half, ...setting }, ruler);
    }
    return { height: start.height, at: (top) => start.at(top) + end.at(top) };
  }
}

function markLine(y: number): string {
  const line = { x: PLOT.left, width: PLOT.right - PLOT.left, height: 3, fill: COLOURS.rust };
  // Three rows with the mark in the middle one.
  return element('rect', { 'data-role': 'mark', ...line, y: y - 1 });
}

function spot(cx: number, cy: number): string {
  const paint = { fill: COLOURS.blue, stroke: COLOURS.card, 'stroke-width': 3 };
  return element('circle', { 'data-role': 'score', cx, cy, r: DOT, ...paint });
}

/** Keeps lines from running through a label. */
function halo({ left, right, top, bottom }: Box): string {
  const box = { x: left - 2, y: top + 6, width: right - left + 4, height: bottom - top - 8, rx: 8 };
  return element('rect', { ...box, fill: COLOURS.card, 'fill-opacity': 0.8 });
}

function dotBox(x: number, y: number): Box {
  return { left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT };
}

function inOrder<T>(scores: readonly T[]): readonly T[] {
  const [newest, ...older] = scores.toReversed();
  const oldest = older.pop();
  return [newest, oldest, ...older].filter((one) => one !== undefined);
}

function isInside({ left, right, top, bottom }: Box, plotTop: number): boolean {
  const isBeside = left < PLOT.left - 4 || right > LEFT + WIDTH - PAD / 2;
  return !isBeside && top >= plotTop && bottom <= plotTop + PLOT.height;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function card(content: Block): Block {
  const box = { x: LEFT, width: WIDTH, rx: 28, fill: COLOURS.card, stroke: COLOURS.line, 'stroke-width': 2 };
  const height = content.height + 32;
  return { height, at: (y) => element('rect', { ...box, y, height }) + content.at(y + 16) };
}

function altOf({ title, scores, mark, trend }: ScoreChart, say: Say): string {
  const newest = scores.toReversed().map(({ label }) => clean(label));
  return [
    say.plain('pictures.scores.alt', { title: clean(title) }),
    ...(mark ? [say.plain('pictures.scores.alt_mark', { mark: clean(mark.label) })] : []),
    ...(trend ? [clean(trend.says)] : []),
    say.plain('pictures.scores.alt_scores', { count: scores.length, scores: newest.join(', ') }),
  ].join(' ');
}
