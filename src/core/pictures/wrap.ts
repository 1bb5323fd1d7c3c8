import { type Ruler, type Style, widthOf } from '#core/pictures/ruler.ts';

/** The most that a layout looks at: no picture shows more of one label. */
const LONGEST = 600;
// Control characters, and marks that could change the direction of what follows: neither is ever part of a label.
const UNDRAWABLE = /[\p{Cc}\p{Co}\p{Cn}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;
// Marks on one letter beyond what any language uses would climb into the line above.
const PILED_MARKS = /([\p{M}&&\p{Script=Inherited}]{2})[\p{M}&&\p{Script=Inherited}]+/gv;
// A mark without a letter would get a dotted circle that nobody wrote.
const STRAY_MARKS = /(?<=^|\s)\p{M}+/gu;
const BREAKS = /(?<=\s)|(?<=\p{L}[-/–—])(?=\p{L})/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A label in one line of characters that XML and the fonts accept: the same words, nothing hidden. */
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
 * The lines of a text that fit a width. They break between words, and inside a word only if it is wider than a line.
 * @param limit the maximum number of lines; what is cut off ends in an ellipsis
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

/** Gives a last word that would be alone on its line the word before it for company. */
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
