/** What the closing line says. Files that could not run and errors outside any test count as failed too. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

/** `N passed, N failed`, and `, N skipped` where any were. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What a closing line says; null for any other line. */
export function readClosing(line: string): Tally | null {
  const found = LINE.exec(line);
  if (!found) return null;
  const [, passed, failed, skipped = 0] = found;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Prints the closing line as the very last one and ends the process. */
export function close(tally: Tally, code: number): void {
  // A handle that a test left open must neither hang the run nor print after this line.
  process.stdout.write(`${closingLine(tally)}\n`, () => process.exit(code));
}
