import { fold } from '#core/language/fold.ts';

const phrases = new WeakMap<readonly string[], RegExp>();

/** One expression for a list of words; each also with a plural s. */
export function anyOf(words: readonly string[]): RegExp {
  const known = phrases.get(words);
  if (known) return known;
  const made = new RegExp(` (?:${words.join('|')})s? `);
  phrases.set(words, made);
  return made;
}

/** The words of a name, without accents and apostrophes. */
export function wordsIn(name: string): readonly string[] {
  return fold(name.replace(/[’']s\b/g, 's').replace(/[’']/g, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
}
