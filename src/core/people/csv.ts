import papaparse from 'papaparse';

/** A spreadsheet as rows of cells, the headings first. */
export interface Sheet {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that were left out because there are more than we take. */
  readonly left: number;
}

export const SHEET_LIMITS = { rows: 400, columns: 40, cell: 60_000 } as const;

/**
 * A cell that a spreadsheet would run begins like this; a quote before it makes it text, and is taken off again. Full-width
 * signs count as well: spreadsheets read them alike.
 */
const FORMULA = /^'*[=+\-@\t\r\n|%＝＋－＠]/;
const QUOTED = /^'+[=+\-@\t\r\n|%＝＋－＠]/;
const DELIMITERS = [',', ';', '\t', '|'];

/** Reads a table as spreadsheets write it, whatever its delimiter. Empty rows are left out. Null where there is none. */
export function readSheet(text: string): Sheet | null {
  const told = /^\uFEFF?sep=(.)\r?\n/.exec(text);
  const body = told ? text.slice(told[0].length) : text.replace(/^\uFEFF/, '');
  const { data } = papaparse.parse<string[]>(body, {
    skipEmptyLines: 'greedy',
    ...(told ? { delimiter: told[1] } : { delimitersToGuess: DELIMITERS }),
  });
  const [headings, ...rows] = data.map((row) => row.slice(0, SHEET_LIMITS.columns).map(cellOf));
  if (!headings) return null;
  return {
    headings,
    rows: rows.slice(0, SHEET_LIMITS.rows),
    left: Math.max(0, rows.length - SHEET_LIMITS.rows),
  };
}

function cellOf(raw: string): string {
  const cell = raw.slice(0, SHEET_LIMITS.cell).trim();
  return QUOTED.test(cell) ? cell.slice(1) : cell;
}

/** A table that a spreadsheet opens as it is: no cell of it is run. It begins with a byte order mark, as Excel wants it. */
export function writeSheet(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const csv = papaparse.unparse(
    { fields: [...headings], data: rows.map((row) => [...row]) },
    { escapeFormulae: FORMULA },
  );
  return `\uFEFF${csv}\r\n`;
}
