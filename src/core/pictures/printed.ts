/** A page to print, in words. Days are `YYYY-MM-DD`. */
export interface Printed {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** A few lines under the title. */
  readonly lead: readonly string[];
  /** Labels a line to write on. */
  readonly byHand: string;
  readonly figures: readonly { readonly value: string; readonly label: string }[];
  readonly sections: readonly PrintedSection[];
  /** In a frame at the end. */
  readonly box: PrintedBox;
  /** When the newest thing on it was written down, ISO 8601: the page says it was made then, so that its bytes stay the same. */
  readonly as: string;
}

export interface PrintedSection {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** In small type under the rows. */
  readonly note: string | null;
  readonly chart: Chart | null;
}

/** Figures over time, the oldest first: two or more. */
export interface Chart {
  readonly points: readonly { readonly on: string; readonly value: number }[];
  /** A level that was agreed on. */
  readonly line: { readonly value: number; readonly label: string } | null;
  /** The words under it, which also say what it shows. */
  readonly caption: string;
}

export interface PrintedBox {
  readonly title: string;
  /** In a type that tells 0 from O; null: none. */
  readonly code: { readonly label: string; readonly value: string } | null;
  readonly lines: readonly string[];
}

export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** Where paper is cut to US Letter, from the Unicode CLDR; everywhere else it is A4. */
const LETTER = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '));

/** @param country ISO 3166-1 alpha-2; null: not known */
export function paperIn(country: string | null): Paper {
  return country !== null && LETTER.has(country) ? 'letter' : 'a4';
}

/** The same page as plain text, to paste into a mail. */
export function printedText({ title, lead, byHand, figures, sections, box }: Printed): string {
  return [
    title.toUpperCase(),
    ...lead,
    `${byHand}: ________________`,
    '',
    ...figures.map(({ value, label }) => `${label}: ${value}`),
    ...sections.flatMap(({ title: heading, rows, note }) => [
      '',
      heading.toUpperCase(),
      ...rows.map(({ label, value }) => `- ${label}: ${value}`),
      ...(note === null ? [] : [note]),
    ]),
    '',
    box.title.toUpperCase(),
    ...(box.code ? [`${box.code.label}: ${box.code.value}`] : []),
    ...box.lines,
    '',
  ].join('\n');
}
