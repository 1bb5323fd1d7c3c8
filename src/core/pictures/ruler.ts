/** Weight and size in pixels of a text. */
export interface Style {
  readonly size: number;
  readonly weight: 'regular' | 'bold';
}

/** A stretch of text drawn in one font family, and the maximum width in pixels it takes. */
export interface Run {
  readonly family: string;
  readonly text: string;
  readonly width: number;
}

/** Knows the painter's fonts, so that a layout keeps what was measured. */
export interface Ruler {
  /** The text cut into stretches of one font each; characters that no font has are drawn as a box. */
  runs(text: string, style: Style): readonly Run[];
}

/** The maximum width of a text in pixels. */
export function widthOf(text: string, style: Style, ruler: Ruler): number {
  return ruler.runs(text, style).reduce((sum, { width }) => sum + width, 0);
}
