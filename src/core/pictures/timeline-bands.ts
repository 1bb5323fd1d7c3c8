import { type Block, COLOURS, PAGE } from '#core/pictures/drawing.ts';
import { element } from '#core/pictures/svg.ts';
import type { Moment } from '#core/pictures/timeline-order.ts';

const TINTS = [COLOURS.sand, COLOURS.rustTint, COLOURS.blueTint] as const;
const STEP = 14;

/**
 * The tints behind spans: each from its own line down to the last thing inside it. A span inside another is indented.
 * @param blocks the moments drawn, one each, the first at `top`
 */
export function bandTints(moments: readonly Moment[], blocks: readonly Block[], top: number): string {
  const edges = [top];
  for (const { height } of blocks) edges.push((edges.at(-1) ?? top) + height);
  let open: number[] = [];
  return moments
    .map((moment, index) => {
      if (moment.kind !== 'band') return '';
      const { at, until } = moment.band;
      open = open.filter((end) => end > at);
      const depth = Math.min(open.length, TINTS.length - 1);
      open.push(until);
      const last = moments.findLastIndex((other, place) => place >= index && other.at < until);
      const from = (edges[index] ?? top) + 6;
      const to = (edges[Math.max(last, index) + 1] ?? from) - depth * 6;
      const x = 20 + depth * STEP;
      const box = { x, y: from, width: PAGE.width - 2 * x, height: to - from, rx: 28 };
      return element('rect', { ...box, fill: TINTS[depth] ?? COLOURS.sand });
    })
    .join('');
}
