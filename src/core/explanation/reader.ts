import type { Sentence } from '#core/explanation/clauses.ts';
import type { ExplanationRules, Sign } from '#core/knowledge/explanation.ts';
import { Atoms } from '#core/language/atoms.ts';
import { Matcher, type Pattern, parsePatterns } from '#core/language/grammar.ts';

/** Tokens `[from, to)` of a sentence. */
export type Stretch = readonly [from: number, to: number];

/** One sentence with what its words say. */
export interface Found {
  /** Where a sign is; empty: nowhere. */
  readonly of: (sign: Sign) => readonly Stretch[];
  /** Where a class of words is. */
  readonly class: (name: string) => readonly Stretch[];
  /** Which of the sittings, or counts of failures, are named; the first is 1. */
  readonly attempts: readonly Counted[];
  readonly counts: readonly Counted[];
}

export interface Counted {
  readonly number: number;
  readonly at: Stretch;
}

/** The rules, ready for searching. */
export class ExplanationReader {
  readonly #atoms = new Atoms();
  readonly #classes = new Map<string, readonly Pattern[]>();
  readonly #signs: ReadonlyMap<string, readonly Pattern[]>;
  readonly #unless: ReadonlyMap<string, readonly Pattern[]>;
  readonly #attempts: readonly (readonly Pattern[])[];
  readonly #counts: readonly (readonly Pattern[])[];

  /** @throws {SyntaxError} for a pattern that names a missing class */
  constructor({ words, signs, weak, attempts, counts }: ExplanationRules) {
    const read = (written: readonly string[]) =>
      written.flatMap((one) => parsePatterns(one, this.#atoms, (name) => Object.hasOwn(words, name)));
    for (const [name, phrases] of Object.entries(words)) this.#classes.set(name, read(phrases));
    this.#signs = new Map(
      Object.entries({ ...signs, ...weak }).map(([name, { match }]) => [name, read(match)]),
    );
    this.#unless = new Map(Object.entries(weak).map(([name, { unless }]) => [name, read(unless)]));
    this.#attempts = attempts.map(read);
    this.#counts = counts.map(read);
  }

  read({ tokens }: Pick<Sentence, 'tokens'>): Found {
    const words = tokens.map(({ word }) => word);
    const matcher = new Matcher(
      words,
      words.map((word) => this.#atoms.of(word)),
      this.#classes,
    );
    const find = (patterns: readonly Pattern[] = []): readonly Stretch[] =>
      patterns.flatMap((pattern) => matcher.find(pattern)).filter(([from]) => !tokens[from]?.isQuoted);
    const counted = (all: readonly (readonly Pattern[])[]): readonly Counted[] =>
      all.flatMap((patterns, index) => find(patterns).map((at) => ({ number: index + 1, at })));
    return {
      of: (sign) =>
        (this.#unless.get(sign) ?? []).some((pattern) => matcher.has(pattern))
          ? []
          : find(this.#signs.get(sign)),
      class: (name) => words.flatMap((_, at) => matcher.classAt(name, at).map((to): Stretch => [at, to])),
      attempts: counted(this.#attempts),
      counts: counted(this.#counts),
    };
  }
}

const readers = new WeakMap<ExplanationRules, ExplanationReader>();

/** The reader for the loaded rules, made once. */
export function explanationReaderFor(rules: ExplanationRules): ExplanationReader {
  const known = readers.get(rules);
  if (known) return known;
  const made = new ExplanationReader(rules);
  readers.set(rules, made);
  return made;
}
