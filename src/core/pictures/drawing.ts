import { element } from '#core/pictures/svg.ts';

/** A picture before it is painted. Lengths are pixels; `alt` says in words what it shows (1000 characters at most). */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Every drawing is a portrait page: at 1080 pixels a letter of 42 is read as one of 15 on a phone of 390. */
export const PAGE = { width: 1080, margin: 56 } as const;

/** A piece of a page: how much of its height it takes, and its SVG once the place of its top edge is known. */
export interface Block {
  readonly height: number;
  readonly at: (top: number) => string;
}

/** Ink on paper. Every pair that carries words has a contrast of 6:1 or more; blue and rust differ for every eye. */
export const COLOURS = {
  paper: '#f6f4ee',
  card: '#ffffff',
  line: '#ddd8cb',
  rail: '#c5bda8',
  ink: '#1b2330',
  soft: '#4b5563',
  blue: '#1c5a9c',
  rust: '#a63d0a',
  blueTint: '#e6eff8',
  rustTint: '#fbebe2',
  sand: '#efe7d3',
} as const;

const ALT_LENGTH = 1000;

/** Blocks one below the other, as one block. */
export function stack(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, { height }) => sum + height, 0),
    at: (top) => {
      let y = top;
      return blocks
        .map((block) => {
          const drawn = block.at(y);
          y += block.height;
          return drawn;
        })
        .join('');
    },
  };
}

/** Empty height. */
export function gap(height: number): Block {
  return { height, at: () => '' };
}

/** A whole page: the block on paper, with a margin around it, and its words for those who do not see it. */
export function page(content: Block, alt: string): Drawing {
  const { width, margin } = PAGE;
  const height = Math.ceil(content.height + 2 * margin);
  const paper = element('rect', { width, height, fill: COLOURS.paper });
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    paper + content.at(margin),
  );
  return { svg, width, height, alt: shorten(alt, ALT_LENGTH) };
}

function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).toWellFormed();
  return `${cut.replace(/[\s\p{P}\uFFFD]+\S*$/u, '')}…`;
}
