import { type Ruler, type Style, widthOf } from '#core/pictures/ruler.ts';

/** What a layout looks at, at most: no picture shows more of one label. */
const LONGEST = 600;
// Control characters, and the marks that could turn the direction of what follows: neither is ever part of a label.
const UNDRAWABLE = /[\p{Cc}\p{Co}\p{Cn}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;
// More marks on one letter than any language has would climb into the line above.
const PILED_MARKS = /([\p{M}&&\p{Script=Inherited}]{2})[\p{M}&&\p{Script=Inherited}]+/gv;
// A mark without a letter gets a dotted circle that nobody wrote.
const STRAY_MARKS = /(?<=^|\s)\p{M}+/gu;
const BREAKS = /(?<=\s)|(?<=\p{L}[-/–—])(?=\p{L})/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A label in one line of characters that XML and the fonts take: the same words, nothing hidden. */
export function clean(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(UNDRAWABLE, '')
    .replace(STRAY_MARKS, '')
    .replace(PILED_MARKS, '$1')
    .trim();
}

/**
 * The lines of a text that fit into a width, broken between words, inside a word only where it is wider than a line.
 * @param limit the lines at most; what is left out ends in an ellipsis
 */
export function wrap(text: string, style: Style, width: number, limit: number, ruler: Ruler): string[] {
  const fits = (line: string): boolean => widthOf(line.trimEnd(), style, ruler) <= width;
  const lines: string[] = [];
  let line = '';
  const put = (piece: string): void => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line);
      line = '';
    }
    line += piece;
  };
  for (const word of clean(text).split(BREAKS)) {
    if (fits(word)) put(word);
    else for (const { segment } of graphemes.segment(word)) put(segment);
  }
  lines.push(line);
  const kept =
    lines.length > limit
      ? [...lines.slice(0, limit - 1), ellipsis(lines[limit - 1] ?? '', fits)]
      : keepCompany(lines, fits);
  return kept.map((each) => each.trimEnd());
}

/** A last word that would stand alone gets the word before it for company. */
function keepCompany(lines: string[], fits: (line: string) => boolean): string[] {
  const [previous = '', last = ''] = lines.slice(-2);
  const cut = previous.trimEnd().lastIndexOf(' ') + 1;
  const joined = previous.slice(cut) + last;
  const isLonely = lines.length > 1 && !last.includes(' ') && previous.endsWith(' ');
  const isSpared = previous.slice(0, cut).trimEnd().includes(' ');
  return isLonely && isSpared && fits(joined)
    ? [...lines.slice(0, -2), previous.slice(0, cut), joined]
    : lines;
}

function ellipsis(line: string, fits: (line: string) => boolean): string {
  const kept = [...graphemes.segment(line)].map(({ segment }) => segment);
  while (kept.length > 0 && !fits(`${kept.join('').trimEnd()}…`)) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
