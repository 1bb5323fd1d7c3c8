import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { createRuler } from '#bots/paint/ruler.ts';
import type { Drawing } from '#core/pictures/drawing.ts';
import { widthOf } from '#core/pictures/ruler.ts';

export const ruler = createRuler();

/** One text of a drawing with the box that it was given by measure. */
export interface Placed {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Every text of a drawing in order, as XML reads it. */
export function textsOf({ svg }: Drawing): Placed[] {
  return [
    ...svg.matchAll(
      /<text x="([\d.]+)" y="([\d.]+)"[^>]*? font-size="(\d+)" font-weight="(\d+)"[^>]*>([^<]*)</g,
    ),
  ].map(([, x, y, size, weight, content = '']) => {
    const text = readXml(content);
    const style = { size: Number(size), weight: weight === '700' ? 'bold' : 'regular' } as const;
    const left = Number(x);
    return {
      text,
      left,
      right: left + widthOf(text, style, ruler),
      top: Number(y) - 0.8 * style.size,
      bottom: Number(y) + 0.25 * style.size,
    };
  });
}

/** What is wrong with a drawing: texts outside the margins, texts over each other, XML that no parser takes. */
export function problemsOf(drawing: Drawing): string[] {
  const texts = textsOf(drawing);
  const problems: string[] = [];
  const drawn = drawing.svg.match(/<text /g)?.length ?? 0;
  if (drawn !== texts.length) problems.push(`${drawn} texts were drawn, ${texts.length} could be read`);
  for (const [index, one] of texts.entries()) {
    if (one.left < 55.9 || one.right > drawing.width - 55.9) problems.push(`outside: ${JSON.stringify(one)}`);
    if (one.top < 0 || one.bottom > drawing.height) problems.push(`above or below: ${JSON.stringify(one)}`);
    for (const other of texts.slice(index + 1)) {
      if (overlap(one, other)) problems.push(`over each other: ${JSON.stringify([one, other])}`);
    }
  }
  const parsed = new Resvg(drawing.svg, { font: { loadSystemFonts: false } });
  if (parsed.width !== drawing.width || parsed.height !== drawing.height) problems.push('another size');
  return problems;
}

function overlap(a: Placed, b: Placed): boolean {
  const slack = 0.1;
  return (
    a.left < b.right - slack &&
    b.left < a.right - slack &&
    a.top < b.bottom - slack &&
    b.top < a.bottom - slack
  );
}

function readXml(text: string): string {
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (_, name: string) => signs[name] ?? '');
}

const WORDS = [
  'Step 2 CK',
  'letters,',
  '<b>&"\'',
  ']]>',
  '&amp;',
  'مرحبا بالعالم',
  'שלום',
  'Привет',
  'Nguyễn',
  '👩‍⚕️',
  '🇩🇪',
  '🎉',
  '医学',
  'क्लिनिक',
  'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz',
  'z̷͙̮̬̈́̃͗̎͛ä̴̡l̵̛̰͐g̶̣̈́o',
  '\u202eevil\u0000\ud800\ufffe',
  'line\nbreak\tand\u2028more',
];

/** Labels that nobody would write and some that somebody will. */
export const anyLabel: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
