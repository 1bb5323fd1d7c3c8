import { isFree, type LineRules, mark, type Reading } from '#core/people/line-reading.ts';
import { type Found, findPhrase, type Token, tokensOf } from '#core/people/line-words.ts';

export function isAlias(tokens: readonly Token[], alias: string): Found | null {
  if (!/\p{Lu}/u.test(alias) || alias.includes(' '))
    return findPhrase(
      tokens,
      alias
        .toLowerCase()
        .replace(/[^\p{L}\p{N}&]+/gu, ' ')
        .trim(),
    );
  const from = tokens.findIndex(({ raw }) => raw.replace(/[^\p{L}\p{N}&]+$/u, '') === alias);
  if (from >= 0) return { from, to: from + 1 };
  return /^\p{Lu}\p{Ll}/u.test(alias) ? findPhrase(tokens, alias.toLowerCase()) : null;
}

/** The field named first, by any of its names. Its words stay free if they end the name of a program. */
export function takeSpecialty(reading: Reading): string | null {
  const { tokens, rules, isLower } = reading;
  const aliases = rules.specialties.specialties
    .flatMap(({ id, name, also }) =>
      [name, ...also].map((alias) => ({ id, alias: isLower ? alias.toLowerCase() : alias })),
    )
    .toSorted((a, b) => b.alias.length - a.alias.length);
  let best: { readonly id: string; readonly from: number } | null = null;
  for (const { id, alias } of aliases) {
    const found = isAlias(tokens, alias);
    if (!found || !isFree(reading, found)) continue;
    mark(reading, found);
    if (best === null || found.from < best.from) best = { id, from: found.from };
  }
  return best?.id ?? null;
}

/** The field that a cell or a word names, by its id, its name or what people write instead; null: none that we know. */
export function fieldIn(text: string, { specialties }: LineRules): string | null {
  const exact = specialties.specialties.find(({ id }) => id === text);
  if (exact) return exact.id;
  const tokens = tokensOf(text);
  const found = specialties.specialties
    .flatMap(({ id, name, also }) => [name, ...also].map((alias) => ({ id, alias })))
    .filter(({ alias }) => isAlias(tokens, alias) !== null || alias.toLowerCase() === text.toLowerCase())
    .toSorted((a, b) => b.alias.length - a.alias.length);
  return found[0]?.id ?? null;
}
