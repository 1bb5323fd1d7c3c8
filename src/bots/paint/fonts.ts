import { fileURLToPath } from 'node:url';

/** A family and its two files. The weights of one family share its name. */
export interface Font {
  readonly family: string;
  readonly regular: string;
  readonly bold: string;
}

/**
 * The fonts used in pictures, in order of preference: Noto Sans for Latin, Greek and Cyrillic, DejaVu for Arabic,
 * Hebrew and symbols, Noto Emoji for pictograms. All three may be used and shared freely.
 */
export const FONTS: readonly Font[] = [
  {
    family: 'Noto Sans',
    regular: file('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    bold: file('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  },
  {
    family: 'DejaVu Sans',
    regular: file('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    bold: file('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  },
  {
    family: 'Noto Emoji',
    regular: file('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
    bold: file('@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf'),
  },
];

function file(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}
