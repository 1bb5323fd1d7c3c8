import { type Sentence, sentencesOf } from '#core/crisis/normalise.ts';
import { type Spelling, slipForms } from '#core/crisis/spelling.ts';
import type { Crisis, Wording } from '#core/knowledge/crisis.ts';
import { Atoms } from '#core/language/atoms.ts';
import { fold } from '#core/language/fold.ts';
import { Matcher, type Pattern, parsePatterns } from '#core/language/grammar.ts';
import { PatternIndex } from '#core/language/pattern-index.ts';

/** A sign in a sentence. Quoted: part of it was in quotation marks. */
export interface Found {
  readonly sign: string;
  readonly quoted: boolean;
}

/** A sentence, and what it says. */
export interface ReadSentence extends Sentence {
  readonly found: readonly Found[];
  readonly contexts: readonly string[];
  readonly concepts: readonly string[];
  /** What each word means, if known. */
  readonly meanings: readonly (string | null)[];
  /** The work that reading it took. */
  readonly steps: number;
}

interface Entry {
  readonly id: string;
  readonly patterns: readonly Pattern[];
}

interface Language {
  readonly language: string;
  readonly common: ReadonlySet<string>;
  readonly concepts: readonly Entry[];
}

/** The wordings of all languages, ready for searching. */
export class Reader {
  readonly #atoms = new Atoms();
  readonly #classes = new Map<string, readonly Pattern[]>();
  readonly #signs: readonly Entry[];
  readonly #contexts: readonly Entry[];
  readonly #languages: readonly Language[];
  readonly #index: PatternIndex<Entry>;
  readonly #spelling: Spelling;

  /** @throws {SyntaxError} for a pattern that cannot be read, or a sign or context that `crisis.yaml` does not name */
  constructor(crisis: Crisis, wordings: readonly Wording[]) {
    const classes = Map.groupBy(
      wordings.flatMap(({ words }) => Object.entries(words)),
      ([name]) => name,
    );
    const isClass = (name: string) => classes.has(name);
    const read = (written: readonly string[]) =>
      written.flatMap((one) => parsePatterns(one, this.#atoms, isClass));
    for (const [name, all] of classes) this.#classes.set(name, read(all.flatMap(([, words]) => words)));
    const entries = (
      ids: readonly string[],
      told: readonly { readonly id: string; readonly match: readonly string[] }[],
    ) => {
      const stray = told.find(({ id }) => !ids.includes(id));
      if (stray) throw new SyntaxError(`"${stray.id}" stands in no list of crisis.yaml`);
      return ids.map((id) => ({
        id,
        patterns: read(told.filter((one) => one.id === id).flatMap(({ match }) => match)),
      }));
    };
    this.#signs = entries(
      crisis.signs.map(({ id }) => id),
      wordings.flatMap(({ signs }) => signs.map(({ sign, match }) => ({ id: sign, match }))),
    );
    this.#contexts = entries(
      crisis.contexts.map(({ id }) => id),
      wordings.flatMap(({ contexts }) => contexts.map(({ context, match }) => ({ id: context, match }))),
    );
    this.#languages = wordings.map(({ language, common, concepts }) => ({
      language,
      common: new Set(common.split(' ').map(fold)),
      concepts: Object.entries(concepts).map(([id, words]) => ({ id, patterns: read(words) })),
    }));
    const all = [...this.#signs, ...this.#contexts, ...this.#languages.flatMap(({ concepts }) => concepts)];
    this.#index = new PatternIndex(
      all.map((entry) => [entry, entry.patterns] as const),
      this.#classes,
    );
    const common = new Set(wordings.flatMap((one) => one.common.split(' ')).map(fold));
    this.#spelling = spellingOf(crisis, (word) => common.has(word) || this.#atoms.names(word));
  }

  read(text: string): readonly ReadSentence[] {
    const known = new Map<string, ReadonlySet<number>>();
    const atomsOf = (word: string) => {
      const atoms = known.get(word) ?? this.#atoms.of(word);
      known.set(word, atoms);
      return atoms;
    };
    const sentences = sentencesOf(text, this.#spelling);
    const spoken = this.#conceptsFor(sentences);
    return sentences.map((sentence) => {
      const atoms = sentence.words.map(atomsOf);
      const matcher = new Matcher(sentence.words, atoms, this.#classes);
      const among = this.#index.among(new Set(atoms.flatMap((at) => [...at])));
      const possible = (entry: Entry) => [...(among.get(entry) ?? [])];
      const found = this.#signs.flatMap((sign) => foundIn(sign.id, possible(sign), matcher, sentence));
      const contexts = this.#contexts
        .filter((context) => possible(context).some((pattern) => matcher.has(pattern)))
        .map(({ id }) => id);
      const meanings = sentence.words.map((): string | null => null);
      const concepts = spoken.filter((concept) => {
        const stretches = possible(concept).flatMap((pattern) => matcher.find(pattern));
        for (const [from, to] of stretches) for (let at = from; at < to; at += 1) meanings[at] ??= concept.id;
        return stretches.length > 0;
      });
      return {
        ...sentence,
        found,
        contexts,
        concepts: concepts.map(({ id }) => id),
        meanings,
        steps: matcher.steps,
      };
    });
  }

  /**
   * The concepts of the language that most of the words belong to. Words look alike in many languages and mean
   * different things.
   */
  #conceptsFor(sentences: readonly Sentence[]): readonly Entry[] {
    const words = sentences.flatMap((sentence) => sentence.words);
    const counted = this.#languages.map((one) => ({
      ...one,
      count: words.reduce(
        (sum, word) => sum + Number(one.common.has(word) || isOfScript(word, one.language)),
        0,
      ),
    }));
    const most = Math.max(...counted.map(({ count }) => count));
    const english = counted.find(({ language }) => language === 'en');
    const spoken = most === 0 ? english : counted.find(({ count }) => count === most);
    return spoken?.concepts ?? [];
  }
}

function isOfScript(word: string, language: string): boolean {
  if (language === 'ru') return /\p{Script=Cyrillic}/u.test(word);
  return language === 'ar' && /\p{Script=Arabic}/u.test(word);
}

function foundIn(
  sign: string,
  patterns: readonly Pattern[],
  matcher: Matcher,
  { quoted }: Sentence,
): readonly Found[] {
  const stretches = patterns.flatMap((pattern) => matcher.find(pattern));
  if (stretches.length === 0) return [];
  const isQuoted = stretches.every(([from, to]) => quoted.slice(from, to).some(Boolean));
  return [{ sign, quoted: isQuoted }];
}

function spellingOf({ spelling }: Crisis, isWord: (word: string) => boolean): Spelling {
  const targets = new Set(spelling.slips.flatMap((words) => words.split(' ')).map(fold));
  const slips = new Map<string, string[]>();
  for (const target of targets) {
    for (const form of slipForms(target)) slips.set(form, [...(slips.get(form) ?? []), target]);
  }
  return {
    short: new Map(Object.entries(spelling.short)),
    slips,
    isKnown: (word) => targets.has(word) || isWord(word),
    joined: new Set(spelling.joined),
    fillers: new Set(spelling.fillers),
    latinRussian: new Set(spelling.latin_russian.flatMap((words) => words.split(' '))),
  };
}
