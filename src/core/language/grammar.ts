import type { Atoms } from '#core/language/atoms.ts';

/**
 * A pattern is words with a space between them:
 * `word` a word; `*` in it any letters, `(a|b)`, `[ab]` and `?` as in a regular expression;
 * `@name` one phrase of a class; `a/b` either; `{a}` perhaps; `..3` up to three words of the same clause;
 * `~5` the same across commas.
 */
type Element =
  | { readonly kind: 'word'; readonly atom: number }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'either'; readonly options: readonly Element[] }
  | { readonly kind: 'perhaps'; readonly element: Element }
  | { readonly kind: 'gap'; readonly most: number; readonly commas: boolean };

export type Pattern = readonly Element[];

/**
 * Reads a pattern; a group with several words in it makes one pattern for each of its branches.
 * @throws {SyntaxError} for what is no pattern, or names a class that `isClass` does not know
 */
export function parsePatterns(
  written: string,
  atoms: Atoms,
  isClass: (name: string) => boolean,
): readonly Pattern[] {
  try {
    return branches(written.trim()).map((one) => one.trim().split(/\s+/).map(element));
  } catch (error) {
    throw new SyntaxError(`"${written}": ${error instanceof Error ? error.message : 'unknown'}`);
  }

  function element(part: string): Element {
    const gap = /^(\.\.|~)(\d)$/.exec(part);
    if (gap) return { kind: 'gap', most: Number(gap[2]), commas: gap[1] === '~' };
    if (part.startsWith('{') && part.endsWith('}')) {
      return { kind: 'perhaps', element: element(part.slice(1, -1)) };
    }
    if (/^\([^()]*\)\?$/.test(part)) return { kind: 'perhaps', element: element(part.slice(0, -1)) };
    if (part.includes('/')) return { kind: 'either', options: part.split('/').map(element) };
    if (!part.startsWith('@')) return { kind: 'word', atom: atoms.add(part) };
    const name = part.slice(1);
    if (!isClass(name)) throw new SyntaxError(`there is no class "${name}"`);
    return { kind: 'class', name };
  }
}

/** `(a b|c) d` as `a b d` and `c d`. Groups without a space stay: they are part of a word. */
function branches(written: string): readonly string[] {
  const group = /\(([^()]*(?:\([^() ]*\)[^()]*)* [^()]*(?:\([^() ]*\)[^()]*)*)\)(\?)?/.exec(written);
  if (!group) return [written];
  const [whole, inside = '', optional] = group;
  const before = written.slice(0, group.index);
  const after = written.slice(group.index + whole.length);
  const options = optional ? [...splitTop(inside), ''] : splitTop(inside);
  return options.flatMap((option) => branches(`${before}${option}${after}`));
}

function splitTop(inside: string): readonly string[] {
  return inside.split(/\|(?![^(]*\))/);
}

/** Where patterns hold in one sentence. Each class is tried once at each word, so time is linear in the words. */
export class Matcher {
  readonly words: readonly string[];
  /** How often an element was tried: the work, which must stay linear in the words. */
  steps = 0;
  readonly #atoms: readonly ReadonlySet<number>[];
  readonly #classes: ReadonlyMap<string, readonly Pattern[]>;
  readonly #seen = new Map<string, Map<number, readonly number[]>>();
  readonly #somewhere: ReadonlySet<number>;
  readonly #classSomewhere = new Map<string, boolean>();

  constructor(
    words: readonly string[],
    atoms: readonly ReadonlySet<number>[],
    classes: ReadonlyMap<string, readonly Pattern[]>,
  ) {
    this.words = words;
    this.#atoms = atoms;
    this.#classes = classes;
    this.#somewhere = new Set(atoms.flatMap((at) => [...at]));
  }

  /** Every stretch `[from, to)` that the pattern takes, the longest at each beginning. */
  find(pattern: Pattern): readonly (readonly [number, number])[] {
    const found: [number, number][] = [];
    if (!pattern.every((element) => this.#isPossible(element))) return found;
    for (let from = 0; from < this.words.length; from += 1) {
      const ends = this.#ends(pattern, 0, from);
      if (ends.length > 0) found.push([from, Math.max(...ends)]);
    }
    return found;
  }

  has(pattern: Pattern): boolean {
    if (!pattern.every((element) => this.#isPossible(element))) return false;
    for (let from = 0; from < this.words.length; from += 1) {
      if (this.#ends(pattern, 0, from).length > 0) return true;
    }
    return false;
  }

  /** Where a class begins at this word, and may end. */
  classAt(name: string, at: number): readonly number[] {
    const seen = this.#seen.get(name) ?? new Map<number, readonly number[]>();
    this.#seen.set(name, seen);
    const known = seen.get(at);
    if (known) return known;
    const ends = [...new Set((this.#classes.get(name) ?? []).flatMap((phrase) => this.#ends(phrase, 0, at)))];
    seen.set(at, ends);
    return ends;
  }

  /** Whether an element could hold anywhere in the sentence: most patterns end here. */
  #isPossible(element: Element): boolean {
    switch (element.kind) {
      case 'word':
        return this.#somewhere.has(element.atom);
      case 'class':
        return this.#isClassPossible(element.name);
      case 'either':
        return element.options.some((option) => this.#isPossible(option));
      case 'perhaps':
      case 'gap':
        return true;
    }
  }

  #isClassPossible(name: string): boolean {
    const known = this.#classSomewhere.get(name);
    if (known !== undefined) return known;
    const phrases = this.#classes.get(name) ?? [];
    const is = phrases.some((phrase) => phrase.every((element) => this.#isPossible(element)));
    this.#classSomewhere.set(name, is);
    return is;
  }

  #ends(pattern: Pattern, index: number, at: number): readonly number[] {
    let reached: readonly number[] = [at];
    for (let next = index; next < pattern.length && reached.length > 0; next += 1) {
      const element = pattern[next];
      if (!element) break;
      reached = [...new Set(reached.flatMap((from) => this.#step(element, from)))];
    }
    return reached;
  }

  #step(element: Element, at: number): readonly number[] {
    this.steps += 1;
    switch (element.kind) {
      case 'word':
        return this.#atoms[at]?.has(element.atom) ? [at + 1] : [];
      case 'class':
        return this.classAt(element.name, at);
      case 'either':
        return element.options.flatMap((option) => this.#step(option, at));
      case 'perhaps':
        return [at, ...this.#step(element.element, at)];
      case 'gap': {
        const ends = [at];
        for (let end = at; end < Math.min(at + element.most, this.words.length); end += 1) {
          if (!element.commas && this.words[end] === ',') break;
          ends.push(end + 1);
        }
        return ends;
      }
    }
  }
}
