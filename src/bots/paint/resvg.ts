import { Resvg } from '@resvg/resvg-js';
import { FONTS } from '#bots/paint/fonts.ts';

const font = {
  loadSystemFonts: false,
  fontFiles: FONTS.flatMap(({ regular, bold }) => [regular, bold]),
  defaultFontFamily: FONTS[0]?.family ?? '',
};

/** SVG to PNG, with our fonts and no others. Takes tens of milliseconds. @throws {Error} if it is not SVG */
export function paint(svg: string): Uint8Array {
  return new Resvg(svg, { font, logLevel: 'off' }).render().asPng();
}
