import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font as Face } from 'fontkit';
import { FONTS } from '#bots/paint/fonts.ts';
import type { Ruler, Run, Style } from '#core/pictures/ruler.ts';

type Weight = Style['weight'];

/** One weight of a family, with the advance of each letter measured so far, as a fraction of the size. */
interface Cut {
  readonly family: string;
  readonly face: Face;
  readonly advances: Map<string, number>;
}

const require = createRequire(import.meta.url);

const BOX = '\u25a1';
// Joiners and variation selectors affect the letters beside them and have no shape of their own.
const SHAPELESS = /\p{Default_Ignorable_Code_Point}/u;
// A family, a flag, a skin tone: several characters that the font joins into one pictogram.
const PICTOGRAM = /\p{Emoji_Presentation}|\p{Regional_Indicator}|[\ufe0f\u20e3]/u;
// resvg draws the parts of a Devanagari syllable on top of each other, and shapes other scripts wider than measured. A
// box is the more honest sign for what may not come out right.
const MISSET =
  /[^\p{sc=Common}\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hebrew}\p{sc=Arabic}]/u;
const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Measures with the painter's own fonts. A text counts as wide as its letters side by side: kerning, ligatures and
 * joined scripts only make it narrower. The fonts are read when the first text is measured.
 */
export function createRuler(): Ruler {
  const loaded = new Map<Weight, readonly Cut[]>();

  function cutsOf(weight: Weight): readonly Cut[] {
    const cuts = loaded.get(weight) ?? FONTS.map((font) => open(font.family, font[weight]));
    loaded.set(weight, cuts);
    return cuts;
  }

  /** One font for the whole text if possible, or else one for each word, or else one for each letter. */
  function cutUp(
    text: string,
    cuts: readonly Cut[],
  ): readonly { readonly cut: Cut; readonly text: string }[] {
    if (text === '') return [];
    const cut = cuts.find(({ face }) => holds(face, text));
    if (cut) return [{ cut, text }];
    const parts = text.split(/(?<=\s)|(?=\s)/u);
    if (parts.length > 1) return parts.flatMap((part) => cutUp(part, cuts));
    const letters = lettersOf(text);
    return letters.length > 1 ? letters.flatMap((letter) => cutUp(letter, cuts)) : cutUp(BOX, cuts);
  }

  return {
    runs(text, { size, weight }) {
      const runs: Run[] = [];
      for (const { cut, text: piece } of cutUp(text, cutsOf(weight))) {
        const last = runs.at(-1);
        const width = advance(cut, piece) * size;
        if (last?.family !== cut.family) runs.push({ family: cut.family, text: piece, width });
        else runs.splice(-1, 1, { ...last, text: last.text + piece, width: last.width + width });
      }
      return runs;
    },
  };
}

function lettersOf(text: string): string[] {
  return Array.from(LETTERS.segment(text), ({ segment }) => segment);
}

function holds(face: Face, text: string): boolean {
  if (MISSET.test(text)) return false;
  return [...text].every((char) => SHAPELESS.test(char) || face.hasGlyphForCodePoint(codeOf(char)));
}

function advance(cut: Cut, text: string): number {
  return lettersOf(text).reduce((sum, letter) => {
    const known = cut.advances.get(letter) ?? letterAdvance(cut.face, letter);
    cut.advances.set(letter, known);
    return sum + known;
  }, 0);
}

function letterAdvance(face: Face, letter: string): number {
  if (PICTOGRAM.test(letter)) return face.layout(letter).advanceWidth / face.unitsPerEm;
  const widths = [...letter].map((char) =>
    SHAPELESS.test(char) ? 0 : face.glyphForCodePoint(codeOf(char)).advanceWidth,
  );
  return widths.reduce((sum, width) => sum + width, 0) / face.unitsPerEm;
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

function open(family: string, path: string): Cut {
  // Loaded with the first font: most processes never paint.
  const { create }: typeof import('fontkit') = require('fontkit');
  const face = create(readFileSync(path));
  if ('fonts' in face) throw new Error(`${path} holds several fonts`);
  return { family, face, advances: new Map() };
}
