import type { GateRules } from '#core/knowledge/gate.ts';

/** A row of the list is shorter than this; of anything longer, only this much is read. */
const LONGEST_ROW = 300;

/** Whether text looks like the List of Unfilled Programs or a part of it. Errs on the side of caution. */
export function looksLikeList(text: string, { names, rows, several }: GateRules['list']): boolean {
  const lines = text.split(/[\r\n;]/).flatMap((line) => line.trim().slice(0, LONGEST_ROW) || []);
  const count = (pattern: string): number => {
    const wanted = new RegExp(pattern, 'gi');
    return lines.reduce((sum, line) => sum + (line.match(wanted)?.length ?? 0), 0);
  };
  const isNamed = lines.length >= several && names.some((pattern) => count(pattern) > 0);
  return isNamed || rows.some((pattern) => count(pattern) >= several);
}
