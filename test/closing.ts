/** The numbers in the closing line. Files that could not run and errors outside any test count as failed too. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

/** `N passed, N failed`, and `, N skipped` if there were any. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The numbers in a closing line; null for any other line. */
export function readClosing(line: string): Tally | null {
  const found = LINE.exec(line);
  if (!found) return null;
  const [, passed, failed, skipped = 0] = found;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Prints the closing line as the very last line and ends the process. */
export function close(tally: Tally, code: number): void {
  // A handle left open by a test must neither hang the run nor print after this line.
  process.stdout.write(`${closingLine(tally)}\n`, () => process.exit(code));
}
