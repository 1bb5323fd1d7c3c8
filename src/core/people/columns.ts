import { columnSchema, type PeopleRules } from '#core/knowledge/people.ts';
import type { Sheet } from '#core/people/csv.ts';
import { findPhrase, tokensOf } from '#core/people/line-words.ts';

/** What a column of somebody's own table can say. `none`: nothing that is kept. */
export const COLUMNS = [...columnSchema.options, 'none'] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * Guesses from its heading what each column says. Each is used once, by the heading that fits best; null: no heading says
 * who somebody is, so the table has none.
 */
export function guessColumns(
  { headings }: Pick<Sheet, 'headings'>,
  { columns }: PeopleRules,
): readonly Column[] | null {
  const guessed: Column[] = headings.map(() => 'none');
  const candidates = headings.flatMap((heading, index) =>
    columns.flatMap(({ as, words }) => {
      const best = Math.max(0, ...words.map((phrase) => scoreOf(heading, phrase)));
      return best > 0 ? [{ as, index, score: best }] : [];
    }),
  );
  for (const { as, index } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (guessed[index] !== 'none' || guessed.includes(as)) continue;
    guessed[index] = as;
  }
  return guessed.includes('name') || guessed.includes('program') ? guessed : null;
}

/** The whole heading counts most, then longer phrases. */
function scoreOf(heading: string, phrase: string): number {
  const tokens = tokensOf(heading.replaceAll('_', ' ')).filter(({ isBreak }) => !isBreak);
  const found = findPhrase(tokens, phrase, true);
  if (!found) return 0;
  return (found.to - found.from) / tokens.length + phrase.length / 1_000;
}
