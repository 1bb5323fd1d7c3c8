import type { Pattern } from '#core/language/grammar.ts';

type Classes = ReadonlyMap<string, readonly Pattern[]>;
type Element = Pattern[number];

/** Thousands of patterns, of which a sentence can only hold those for which it has a word: the others are never tried. */
export class PatternIndex<Owner> {
  readonly #byAtom = new Map<number, (readonly [Owner, Pattern])[]>();
  readonly #always: (readonly [Owner, Pattern])[] = [];

  /** @param classes what the classes in patterns stand for; none may lead back to itself */
  constructor(owned: Iterable<readonly [Owner, readonly Pattern[]]>, classes: Classes) {
    const anchors = new Anchors(classes);
    for (const [owner, patterns] of owned) {
      for (const pattern of patterns) {
        const atoms = anchors.ofPattern(pattern);
        if (atoms === null) this.#always.push([owner, pattern]);
        for (const atom of atoms ?? []) this.#at(atom).push([owner, pattern]);
      }
    }
  }

  /** The patterns that words of these atoms may hold, by their owner. */
  among(atoms: ReadonlySet<number>): ReadonlyMap<Owner, ReadonlySet<Pattern>> {
    const found = new Map<Owner, Set<Pattern>>();
    const add = ([owner, pattern]: readonly [Owner, Pattern]) => {
      const known = found.get(owner);
      if (known) known.add(pattern);
      else found.set(owner, new Set([pattern]));
    };
    this.#always.forEach(add);
    for (const atom of atoms) this.#byAtom.get(atom)?.forEach(add);
    return found;
  }

  #at(atom: number): (readonly [Owner, Pattern])[] {
    const known = this.#byAtom.get(atom) ?? [];
    this.#byAtom.set(atom, known);
    return known;
  }
}

/** The atoms of which a sentence must have at least one for a pattern to hold; null where it may hold without any. */
class Anchors {
  readonly #classes: Classes;
  readonly #known = new Map<string, ReadonlySet<number> | null>();

  constructor(classes: Classes) {
    this.#classes = classes;
  }

  /** Those of a word of the pattern, else of the element with the fewest. */
  ofPattern(pattern: Pattern): ReadonlySet<number> | null {
    const word = pattern.find(({ kind }) => kind === 'word');
    return (word ? [word] : pattern)
      .map((element) => this.#ofElement(element))
      .reduce((best, one) => (one && (best === null || one.size < best.size) ? one : best), null);
  }

  #ofElement(element: Element): ReadonlySet<number> | null {
    switch (element.kind) {
      case 'word':
        return new Set([element.atom]);
      case 'words':
        return element.atoms;
      case 'class':
        return this.#ofClass(element.name);
      case 'either':
        return this.#ofAny(element.options);
      case 'perhaps':
      case 'gap':
        return null;
    }
  }

  #ofClass(name: string): ReadonlySet<number> | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const atoms = this.#ofAny(this.#classes.get(name) ?? []);
    this.#known.set(name, atoms);
    return atoms;
  }

  #ofAny(patterns: readonly Pattern[]): ReadonlySet<number> | null {
    const all = patterns.map((pattern) => this.ofPattern(pattern));
    return all.some((one) => one === null) ? null : new Set(all.flatMap((one) => [...(one ?? [])]));
  }
}
