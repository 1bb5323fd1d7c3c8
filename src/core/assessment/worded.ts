import { type Facts, judge } from '#core/assessment/judge.ts';
import type { Condition } from '#core/knowledge/condition.ts';
import { BLANK } from '#core/knowledge/sentence.ts';

/** What fills blanks; null if not known. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Fills the blanks of a text; null if one of them is not known, so that nothing is ever said without its data. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string | null {
  const blanks = [...text.matchAll(BLANK)].map(([, blank = '']) => blank);
  if (blanks.some((blank) => (values[blank] ?? null) === null)) return null;
  return text.replaceAll(BLANK, (_, blank: string) => {
    const value = values[blank];
    return String(typeof value === 'number' ? Math.round(value * 10) / 10 : value);
  });
}

/**
 * An entry of knowledge in the words that fit one person: those of the first variant whose condition holds and whose
 * blanks can all be filled, instead of the general ones.
 */
export function wordedFor<Entry extends { readonly says?: readonly Saying[] | undefined }>(
  entry: Entry,
  facts: Facts,
): Entry {
  for (const { when, ...words } of entry.says ?? []) {
    if (judge(when, facts) !== true) continue;
    const filled = Object.entries(words).map(
      ([name, text]) => [name, typeof text === 'string' ? fill(text, facts) : text] as const,
    );
    if (filled.some(([name, text]) => text === null && words[name] !== null)) continue;
    return { ...entry, ...Object.fromEntries(filled.filter(([, text]) => text !== undefined)) };
  }
  return entry;
}

type Saying = { readonly when: Condition } & { readonly [name: string]: unknown };
