/** Weight and size in pixels of a text. */
export interface Style {
  readonly size: number;
  readonly weight: 'regular' | 'bold';
}

/** A stretch of text that one font family draws, and the pixels that it takes at most. */
export interface Run {
  readonly family: string;
  readonly text: string;
  readonly width: number;
}

/** Knows the fonts that the painter has, so that a layout holds what was measured. */
export interface Ruler {
  /** The text cut into stretches of one font each; what no font holds is drawn as a box. */
  runs(text: string, style: Style): readonly Run[];
}

/** Pixels that a text takes at most. */
export function widthOf(text: string, style: Style, ruler: Ruler): number {
  return ruler.runs(text, style).reduce((sum, { width }) => sum + width, 0);
}
