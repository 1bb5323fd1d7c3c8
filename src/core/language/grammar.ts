import type { Atoms } from '#core/language/atoms.ts';

/**
 * A pattern is words with spaces between them:
 * `word` a word; `*` in it stands for any letters, `(a|b)`, `[ab]` and `?` work as in a regular expression;
 * `(a b|c)` one of several phrases; `@name` one phrase of a class; `a/b` either; `{a}` or `{a b|c}` optional;
 * `..3` up to three words of the same clause; `~5` the same across commas.
 */
type Element =
  | { readonly kind: 'word'; readonly atom: number }
  | { readonly kind: 'words'; readonly atoms: ReadonlySet<number> }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'either'; readonly options: readonly Pattern[] }
  | { readonly kind: 'perhaps'; readonly element: Element }
  | { readonly kind: 'gap'; readonly most: number; readonly commas: boolean };

export type Pattern = readonly Element[];

/**
 * Reads a pattern.
 * @throws {SyntaxError} if it is not a pattern, or names a class that `isClass` does not know
 */
export function parsePatterns(
  written: string,
  atoms: Atoms,
  isClass: (name: string) => boolean,
): readonly Pattern[] {
  try {
    return branches(written.trim()).map(sequence);
  } catch (error) {
    throw new SyntaxError(`"${written}": ${error instanceof Error ? error.message : 'unknown'}`);
  }

  function sequence(phrase: string): Pattern {
    return partsOf(phrase).map(element);
  }

  function element(part: string): Element {
    const gap = /^(\.\.|~)(\d)$/.exec(part);
    if (gap) return { kind: 'gap', most: Number(gap[2]), commas: gap[1] === '~' };
    if (part.startsWith('{') && part.endsWith('}')) {
      const inside = part.slice(1, -1);
      return { kind: 'perhaps', element: element(/[ |]/.test(inside) ? `(${inside})` : inside) };
    }
    if (part.endsWith(')?') && isGroup(part.slice(0, -1))) {
      return { kind: 'perhaps', element: element(part.slice(0, -1)) };
    }
    if (isGroup(part)) {
      const options = splitTop(part.slice(1, -1));
      if (options.every((option) => PLAIN.test(option)))
        return { kind: 'words', atoms: new Set(options.map((option) => atoms.add(option))) };
      if (part.includes(' ')) return { kind: 'either', options: options.map(sequence) };
    }
    if (part.includes('/')) return { kind: 'either', options: part.split('/').map((one) => [element(one)]) };
    if (!part.startsWith('@')) return { kind: 'word', atom: atoms.add(part) };
    const name = part.slice(1);
    if (!isClass(name)) throw new SyntaxError(`there is no class "${name}"`);
    return { kind: 'class', name };
  }
}

const PLAIN = /^[\p{L}\p{N}]+$/u;

/** A group with a space that is only part of a word makes one pattern for each branch: `kill(ing (you|me)|ed)`. */
function branches(written: string): readonly string[] {
  const mixed = partsOf(written).find(
    (part) => part.includes(' ') && !isGroup(part) && !isGroup(part.slice(0, -1)) && !/^\{.*\}$/.test(part),
  );
  const group = mixed && /\(([^()]*(?:\([^() ]*\)[^()]*)* [^()]*(?:\([^() ]*\)[^()]*)*)\)(\?)?/.exec(mixed);
  if (!mixed || !group) return [written];
  const [whole, inside = '', optional] = group;
  const options = optional ? [...splitTop(inside), ''] : splitTop(inside);
  return options.flatMap((option) =>
    branches(written.replace(mixed, () => mixed.replace(whole, () => option))),
  );
}

/** The words and groups of a pattern: whatever lies between spaces outside all brackets. */
function partsOf(written: string): readonly string[] {
  return splitAt(written, ' ').filter((part) => part !== '');
}

function splitTop(inside: string): readonly string[] {
  return splitAt(inside, '|').map((option) => option.trim());
}

function splitAt(written: string, mark: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < written.length; at += 1) {
    const sign = written[at] ?? '';
    if ('({['.includes(sign)) depth += 1;
    else if (')}]'.includes(sign)) depth -= 1;
    else if (sign === mark && depth === 0) {
      parts.push(written.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, written.slice(from)];
}

/** Whether one pair of round brackets encloses all of a part. */
function isGroup(part: string): boolean {
  if (!part.startsWith('(') || !part.endsWith(')') || part.startsWith('(?')) return false;
  let depth = 0;
  for (let at = 0; at < part.length - 1; at += 1) {
    depth += part[at] === '(' ? 1 : part[at] === ')' ? -1 : 0;
    if (depth === 0) return false;
  }
  return true;
}

/** Where patterns match in one sentence. Each class is tried once at each word, so time is linear in the words. */
export class Matcher {
  readonly words: readonly string[];
  /** How often an element was tried: this is the work, which must stay linear in the words. */
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

  /** Every stretch `[from, to)` that the pattern matches, the longest at each start. */
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

  /** Where a class starts at this word, and where it may end. */
  classAt(name: string, at: number): readonly number[] {
    const seen = this.#seen.get(name) ?? new Map<number, readonly number[]>();
    this.#seen.set(name, seen);
    const known = seen.get(at);
    if (known) return known;
    const ends = [...new Set((this.#classes.get(name) ?? []).flatMap((phrase) => this.#ends(phrase, 0, at)))];
    seen.set(at, ends);
    return ends;
  }

  /** Whether an element could match anywhere in the sentence: most patterns end here. */
  #isPossible(element: Element): boolean {
    switch (element.kind) {
      case 'word':
        return this.#somewhere.has(element.atom);
      case 'words':
        return meet(element.atoms, this.#somewhere);
      case 'class':
        return this.#isClassPossible(element.name);
      case 'either':
        return element.options.some((option) => option.every((one) => this.#isPossible(one)));
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
      case 'words':
        return meet(this.#atoms[at], element.atoms) ? [at + 1] : [];
      case 'class':
        return this.classAt(element.name, at);
      case 'either':
        return [...new Set(element.options.flatMap((option) => this.#ends(option, 0, at)))];
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

function meet(some: ReadonlySet<number> | undefined, others: ReadonlySet<number>): boolean {
  for (const one of some ?? []) if (others.has(one)) return true;
  return false;
}
