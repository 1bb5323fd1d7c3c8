import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FONTS } from '#bots/paint/fonts.ts';
import { createRuler } from '#bots/paint/ruler.ts';
import { type Run, type Style, widthOf } from '#core/pictures/ruler.ts';
import { escapeXml } from '#core/pictures/svg.ts';
import { clean } from '#core/pictures/wrap.ts';
import { anyLabel } from '../../core/pictures/inside.ts';

const ruler = createRuler();
const REGULAR: Style = { size: 40, weight: 'regular' };
const BOLD: Style = { size: 40, weight: 'bold' };
const X = 100;

/** Where the painter really puts the ink of a run that starts at X; null when it draws nothing. */
function inkOf({ family, text }: Run, { size, weight }: Style): { left: number; right: number } | null {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200">' +
    `<text x="${X}" y="100" font-family="${family}" font-size="${size}" xml:space="preserve"` +
    ` font-weight="${weight === 'bold' ? 700 : 400}">${escapeXml(text)}</text></svg>`;
  const fontFiles = FONTS.flatMap((font) => [font.regular, font.bold]);
  const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } }).innerBBox();
  return box ? { left: box.x, right: box.x + box.width } : null;
}

describe('the ruler', () => {
  test('lets no ink stand outside of what it measured', () => {
    const style = fc.constantFrom(REGULAR, BOLD);
    const overhang = 0.2 * REGULAR.size;
    fc.assert(
      fc.property(anyLabel, style, (label, how) => {
        for (const run of ruler.runs(clean(label), how)) {
          const ink = inkOf(run, how);
          if (!ink) continue;
          expect(ink.left, run.text).toBeGreaterThan(X - overhang);
          expect(ink.right, run.text).toBeLessThan(X + run.width + overhang);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each(['Step 2 CK', 'Nguyễn', 'Привет', 'مرحبا', 'שלום', '👩‍⚕️', '🇩🇪', '1️⃣', '医学', 'क्लिनिक', '→ ✓'])(
    'draws %s, as wide as measured',
    (text) => {
      for (const style of [REGULAR, BOLD]) {
        const runs = ruler.runs(text, style).filter((run) => run.text.trim() !== '');
        expect(runs.length).toBeGreaterThan(0);
        for (const run of runs) {
          const ink = inkOf(run, style);
          expect(ink && ink.right - ink.left).toBeGreaterThan(0.5 * run.width);
        }
      }
    },
  );

  test('keeps one font for a word, and draws a box for what no font can set', () => {
    expect(ruler.runs('Привет CK', REGULAR).map(({ family }) => family)).toEqual(['Noto Sans']);
    expect(ruler.runs('שלום CK', REGULAR).map(({ family }) => family)).toEqual(['DejaVu Sans']);
    expect(ruler.runs('go 🎉 go', REGULAR).map(({ text }) => text)).toEqual(['go ', '🎉', ' go']);
    expect(ruler.runs('医学', REGULAR).map(({ text }) => text)).toEqual(['□□']);
    expect(ruler.runs('क', REGULAR).map(({ text }) => text)).toEqual(['□']);
    expect(ruler.runs('', REGULAR)).toEqual([]);
  });

  test('grows with the size and with the weight', () => {
    const width = (style: Style) => widthOf('Read your status', style, ruler);
    expect(width({ ...REGULAR, size: 80 })).toBeCloseTo(2 * width(REGULAR));
    expect(width(BOLD)).toBeGreaterThan(width(REGULAR));
  });
});
