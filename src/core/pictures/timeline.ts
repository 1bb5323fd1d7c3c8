import { type Block, COLOURS, type Drawing, gap, PAGE, page, stack } from '#core/pictures/drawing.ts';
import { brokenRing, dot, type Mark, ring, tick } from '#core/pictures/marks.ts';
import type { Ruler } from '#core/pictures/ruler.ts';
import { element } from '#core/pictures/svg.ts';
import { lineHeight, textBlock } from '#core/pictures/text-block.ts';
import { bandTints } from '#core/pictures/timeline-bands.ts';
import { inOrder, type Moment } from '#core/pictures/timeline-order.ts';
import type { EntryState, Timeline, TimelineEntry } from '#core/pictures/timeline-shape.ts';
import { clean } from '#core/pictures/wrap.ts';
import type { Say } from '#core/text.ts';

const MARKS: Readonly<Record<EntryState, Mark>> = {
  open: ring,
  done: tick,
  provisional: brokenRing,
  quiet: dot,
};

/** Telegram shrinks a photo to 1280 pixels a side, where a longer list would be unreadable. */
const LONGEST = 2800;

const LEFT = PAGE.margin;

const WIDTH = PAGE.width - 2 * PAGE.margin;

const LINE = { x: LEFT, width: WIDTH } as const;

const DATES = 204;

const RAIL = LEFT + DATES + 36;

const LABEL = { x: RAIL + 48, width: LEFT + WIDTH - RAIL - 48, size: 40 } as const;

/**
 * Draws dated items as one column in order of time: headings, a marker for now, tinted spans. Entries that do not fit
 * are counted, not drawn, so pass the nearest ones.
 */
export function timeline(data: Timeline, say: Say, ruler: Ruler): Drawing {
  const all = inOrder(data);
  const next = all.findIndex(
    (moment) => moment.kind === 'entry' && moment.at >= data.now.at && isAhead(moment.entry),
  );
  const allBlocks = all.map((moment, index) => blockOf(moment, index === next));
  const shown = countThatFit(all, allBlocks);
  const moments = all.slice(0, shown);
  const blocks = allBlocks.slice(0, shown);
  const hidden = all.slice(shown).filter(({ kind }) => kind === 'entry').length;
  const list = stack(blocks);
  const foot = hidden > 0 ? [gap(24), words(say.plain('pictures.timeline.more', { count: hidden }), 38)] : [];
  const content = stack([
    textBlock(data.title, { ...LINE, size: 64, weight: 'bold', lines: 3, fill: COLOURS.ink }, ruler),
    gap(12),
    { height: list.height, at: (top) => bandTints(moments, blocks, top) + list.at(top) },
    ...foot,
    ...(data.note ? [gap(32), words(data.note, 34, 'regular')] : []),
  ]);
  return page(content, altOf(data.title, moments, say));

  function words(text: string, size: number, weight: 'regular' | 'bold' = 'bold'): Block {
    return textBlock(text, { ...LINE, size, weight, lines: 4, fill: COLOURS.soft }, ruler);
  }

  function blockOf(moment: Moment, isNext: boolean): Block {
    switch (moment.kind) {
      case 'heading':
        return stack([
          gap(36),
          textBlock(moment.text, { ...LINE, size: 44, weight: 'bold', lines: 2, fill: COLOURS.ink }, ruler),
          gap(8),
        ]);
      case 'now':
        return nowBlock(moment.label);
      case 'band':
        return bandBlock(moment.band.label);
      case 'entry':
        return entryBlock(moment.entry, isNext);
      default:
        throw moment satisfies never;
    }
  }

  function nowBlock(label: string): Block {
    const setting = { x: LEFT + 32, width: WIDTH - 64, size: 42, weight: 'bold', lines: 2 } as const;
    const text = textBlock(label, { ...setting, fill: '#ffffff' }, ruler);
    const height = text.height + 32;
    return {
      height: height + 24,
      at: (top) =>
        element('rect', { x: LEFT, y: top + 12, width: WIDTH, height, rx: 24, fill: COLOURS.blue }) +
        text.at(top + 28),
    };
  }

  function bandBlock(label: string): Block {
    const text = textBlock(label, { ...LINE, size: 40, weight: 'bold', lines: 3, fill: COLOURS.ink }, ruler);
    return stack([gap(20), text, gap(12)]);
  }

  function entryBlock({ when, label, state }: TimelineEntry, isNext: boolean): Block {
    const fill = isAhead({ state }) ? COLOURS.ink : COLOURS.soft;
    const date = { x: LEFT, width: DATES, fill } as const;
    const dates = [textBlock(when, { ...date, size: 36, weight: 'bold', lines: 2 }, ruler)];
    if (state === 'provisional') {
      const word = say.plain('pictures.timeline.provisional');
      dates.push(
        textBlock(word, { ...date, size: 32, weight: 'regular', lines: 1, fill: COLOURS.soft }, ruler),
      );
    }
    const left = stack(dates);
    const weight = isNext ? 'bold' : 'regular';
    const right = textBlock(label, { ...LABEL, weight, lines: 3, fill }, ruler);
    const height = Math.max(left.height, right.height) + 28;
    return {
      height,
      at: (top) =>
        element('rect', { x: RAIL - 2, y: top, width: 4, height, fill: COLOURS.rail }) +
        MARKS[state](RAIL, top + 14 + lineHeight(LABEL.size) / 2, 20) +
        left.at(top + 17) +
        right.at(top + 14),
    };
  }
}

function isAhead({ state }: Pick<TimelineEntry, 'state'>): boolean {
  return state === 'open' || state === 'provisional';
}

/** A heading with nothing under it is left out too. */
function countThatFit(moments: readonly Moment[], blocks: readonly Block[]): number {
  let height = 0;
  let count = 0;
  for (const block of blocks) {
    height += block.height;
    if (height > LONGEST) break;
    count += 1;
  }
  return moments[count - 1]?.kind === 'heading' ? count - 1 : count;
}

function altOf(title: string, moments: readonly Moment[], say: Say): string {
  const pieces = moments.map((moment) => {
    switch (moment.kind) {
      case 'heading':
        return say.plain('pictures.timeline.alt_heading', { heading: clean(moment.text) });
      case 'now':
        return say.plain('pictures.timeline.alt_now', { label: clean(moment.label) });
      case 'band':
        return say.plain('pictures.timeline.alt_band', { label: clean(moment.band.label) });
      case 'entry': {
        const { when, label, state } = moment.entry;
        return say.plain(`pictures.timeline.alt_entry.${state}`, { when: clean(when), label: clean(label) });
      }
      default:
        throw moment satisfies never;
    }
  });
  return [say.plain('pictures.timeline.alt', { title: clean(title) }), ...pieces].join(' ');
}
