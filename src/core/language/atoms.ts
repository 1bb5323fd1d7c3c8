import { fold } from '#core/language/fold.ts';
import { spellingsOf } from '#core/language/spellings.ts';

/**
 * Words and word patterns, each stored once. `*` stands for any letters; `(a|b)`, `[ab]` and `?` work as in a regular
 * expression.
 */
export class Atoms {
  readonly #ids = new Map<string, number>();
  readonly #words = new Map<string, number[]>();
  readonly #beginnings = new Map<string, number[]>();
  /** Patterns that cannot be spelled out, and are tried one by one. */
  readonly #others: { readonly id: number; readonly matches: RegExp }[] = [];

  /** The number of a word. @throws {SyntaxError} if it is not a word pattern */
  add(written: string): number {
    const word = fold(written);
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    const spellings = spellingsOf(word);
    if (spellings === null) {
      const matches = new RegExp(`^(?:${word.replaceAll('*', '[\\p{L}\\p{N}]*')})$`, 'u');
      this.#others.push({ id, matches });
    }
    for (const one of spellings ?? []) {
      if (one.endsWith('*')) push(this.#beginnings, one.slice(0, -1), id);
      else push(this.#words, one, id);
    }
    this.#ids.set(word, id);
    return id;
  }

  /** Whether some word pattern spells out this word. */
  names(word: string): boolean {
    return this.#words.has(word);
  }

  /** Every word pattern that matches this word. */
  of(word: string): ReadonlySet<number> {
    const found = this.#spelt(word);
    for (const { id, matches } of this.#others) if (matches.test(word)) found.add(id);
    return found;
  }

  #spelt(word: string): Set<number> {
    const found = new Set(this.#words.get(word));
    for (let end = 1; end <= word.length; end += 1) {
      for (const id of this.#beginnings.get(word.slice(0, end)) ?? []) found.add(id);
    }
    return found;
  }
}

function push(map: Map<string, number[]>, key: string, id: number): void {
  const all = map.get(key);
  if (all) all.push(id);
  else map.set(key, [id]);
}
