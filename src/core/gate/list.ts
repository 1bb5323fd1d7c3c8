import type { GateRules } from '#core/gate/rules.ts';

/** Whether text looks like the List of Unfilled Programs, or a part of it. Errs to the careful side. */
export function looksLikeList(text: string, { names, rows, several }: GateRules['list']): boolean {
  const lines = text.split(/\r?\n|;/).filter((line) => line.trim() !== '').length;
  if (lines >= several && names.some((pattern) => new RegExp(pattern, 'i').test(text))) return true;
  return rows.some((pattern) => (text.match(new RegExp(pattern, 'gim'))?.length ?? 0) >= several);
}
