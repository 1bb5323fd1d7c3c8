import type { CheckId } from '#core/knowledge/tone-checks.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** What a check in code found: which, where in the text, and what fills the blanks of its sentence. */
export interface Found {
  readonly check: CheckId;
  readonly from: number;
  readonly to: number;
  readonly values?: Readonly<Record<string, string>>;
}

/** A finding about words `[from, to)` of a sentence. */
export function foundIn(
  check: CheckId,
  { tokens }: Sentence,
  from: number,
  to: number,
  values: Readonly<Record<string, string>> = {},
): readonly Found[] {
  const [first, last] = [tokens[Math.max(0, from)], tokens[Math.min(to, tokens.length) - 1]];
  return first && last ? [{ check, from: first.from, to: last.to, values }] : [];
}
