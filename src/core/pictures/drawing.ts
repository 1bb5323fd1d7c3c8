import { element } from '#core/pictures/svg.ts';

/**
 * A picture before it is painted. Lengths are in pixels; `alt` describes in words what it shows (1000 characters at
 * most).
 */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Every drawing is a portrait page: at 1080 pixels, type of size 42 reads like size 15 on a phone 390 pixels wide. */
export const PAGE = { width: 1080, margin: 56 } as const;

/** A piece of a page: its height, and its SVG once the position of its top edge is known. */
export interface Block {
  readonly height: number;
  readonly at: (top: number) => string;
}

/** Ink on paper. Every pair used for words has a contrast of 6:1 or more; blue and rust look different to every eye. */
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

/** Blocks stacked one below the other, as one block. */
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

/** Empty vertical space. */
export function gap(height: number): Block {
  return { height, at: () => '' };
}

/** A whole page: the block on paper, with a margin around it, and alternative text for people who cannot see it. */
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
