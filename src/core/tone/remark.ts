import type { Category, Severity } from '#core/knowledge/tone.ts';

/** One thing to mend in a text. `from` and `to` are UTF-16 offsets in the text as it was given. */
export interface Remark {
  readonly category: Category;
  /** The id of the rule or check. */
  readonly rule: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly why: string;
  readonly better: string;
  readonly severity: Severity;
}

/** Names a finding of one draft: the same words found by the same rule, wherever they moved to. */
export function keyOf({ rule, words }: Pick<Remark, 'rule' | 'words'>): string {
  return `${rule}:${words.toLowerCase().replace(/\s+/g, ' ').trim()}`;
}
