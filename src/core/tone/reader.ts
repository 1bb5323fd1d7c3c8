import type { Category, ToneFact, ToneFile, ToneRule } from '#core/knowledge/tone.ts';
import { Atoms } from '#core/language/atoms.ts';
import { Matcher, type Pattern, parsePatterns } from '#core/language/grammar.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** A rule that holds for a stretch of words of one sentence. */
export interface Hit {
  readonly rule: Rule;
  readonly sentence: Sentence;
  /** Words `[from, to)` of the sentence. */
  readonly from: number;
  readonly to: number;
}

export interface Rule extends ToneRule {
  readonly category: Category;
  readonly patterns: readonly { readonly pattern: Pattern; readonly isNegative: boolean }[];
  readonly exceptions: readonly Pattern[];
}

/** Classes that the reader itself looks for: what denies, and how somebody else's words are told. */
export const OWN_CLASSES = ['denies', 'reports'] as const;
/** So many words before a stretch are looked at for what denies it. */
const DENIAL = 5;

/** A pattern that says itself what is denied: "(did) not even read". */
const NEGATIVE = /\b(?:not|never|no|nobody|nothing|without|hardly|barely|zero|nor|cannot|avoid|stop)\b/;

/** All rules, ready to be looked for. */
export class ToneReader {
  readonly rules: readonly Rule[];
  readonly #atoms = new Atoms();
  readonly #classes = new Map<string, readonly Pattern[]>();
  readonly #known = new Map<string, ReadonlySet<number>>();
  /** Of each class the phrases of one word, which need no sentence, and those of several plain words. */
  readonly #single = new Map<string, readonly Pattern[]>();
  readonly #phrases = new Map<string, readonly Pattern[]>();
  readonly #ofWord = new Map<string, readonly string[]>();

  /** @throws {SyntaxError} for a pattern that cannot be read, or one that names a class that is in no file */
  constructor(files: readonly ToneFile[]) {
    const classes = Map.groupBy(
      files.flatMap(({ words }) => Object.entries(words)),
      ([name]) => name,
    );
    const read = (written: readonly string[]) =>
      written.flatMap((one) => parsePatterns(one, this.#atoms, (name) => classes.has(name)));
    for (const [name, all] of classes) this.#classes.set(name, read(all.flatMap(([, words]) => words)));
    for (const [name, phrases] of this.#classes) {
      this.#single.set(name, phrases.filter(isOneWord));
      this.#phrases.set(
        name,
        phrases.filter((phrase) => !isOneWord(phrase) && phrase.every(isPlain)),
      );
    }
    this.rules = files.flatMap(({ category, rules }) =>
      rules.flatMap((rule) =>
        category
          ? [
              {
                ...rule,
                category,
                patterns: rule.match.flatMap((written) =>
                  read([written]).map((pattern) => ({ pattern, isNegative: NEGATIVE.test(written) })),
                ),
                exceptions: read(rule.unless),
              },
            ]
          : [],
      ),
    );
  }

  matcher(words: readonly string[]): Matcher {
    return new Matcher(
      words,
      words.map((word) => this.#atomsOf(word)),
      this.#classes,
    );
  }

  /** Where the rules hold in these sentences, in the order of the rules. */
  find(
    sentences: readonly Sentence[],
    rules: readonly Rule[] = this.rules,
    matchers = sentences.map(({ words }) => this.matcher(words)),
  ): readonly Hit[] {
    return rules.flatMap((rule) =>
      sentences.flatMap((sentence, index) => {
        const matcher = matchers[index];
        return matcher ? hitsOf(rule, sentence, matcher) : [];
      }),
    );
  }

  /** The classes that hold each word, in the order of the files. */
  meaningsOf(words: readonly string[], matcher = this.matcher(words)): readonly (readonly string[])[] {
    const meanings: string[][] = words.map((word) => [...this.#classesOf(word)]);
    for (const [name, phrases] of this.#phrases) {
      for (const phrase of phrases) {
        for (const [from, to] of matcher.find(phrase)) {
          for (const own of meanings.slice(from, to)) if (!own.includes(name)) own.push(name);
        }
      }
    }
    return meanings;
  }

  /** The classes that have a word by itself. */
  #classesOf(word: string): readonly string[] {
    const known = this.#ofWord.get(word);
    if (known) return known;
    const matcher = this.matcher([word]);
    const found = [...this.#single].flatMap(([name, phrases]) =>
      phrases.some((phrase) => matcher.has(phrase)) ? [name] : [],
    );
    if (this.#ofWord.size < MOST_KNOWN) this.#ofWord.set(word, found);
    return found;
  }

  #atomsOf(word: string): ReadonlySet<number> {
    const known = this.#known.get(word);
    if (known) return known;
    const found = this.#atoms.of(word);
    if (this.#known.size < MOST_KNOWN) this.#known.set(word, found);
    return found;
  }
}

const MOST_KNOWN = 20_000;

/** Words in a row, without gaps or other classes: cheap to look for in every sentence. */
function isPlain({ kind }: Pattern[number]): boolean {
  return kind === 'word' || kind === 'words' || kind === 'perhaps';
}

function isOneWord([only, ...others]: Pattern): boolean {
  return others.length === 0 && (only?.kind === 'word' || only?.kind === 'words');
}

/** Whether a rule is asked at all of a text of this kind by this person. */
export function applies(rule: Rule, as: DraftKind, facts: ReadonlySet<ToneFact>): boolean {
  if (rule.kinds.length > 0 && !rule.kinds.includes(as)) return false;
  return !rule.not_kinds.includes(as) && rule.when.every((fact) => facts.has(fact));
}

function hitsOf(rule: Rule, sentence: Sentence, matcher: Matcher): readonly Hit[] {
  if (rule.asks !== null && rule.asks !== sentence.asks) return [];
  const stretches = rule.patterns.flatMap(({ pattern, isNegative }) =>
    matcher.find(pattern).map(([from, to]) => ({ from, to, denied: isNegative ? from : to })),
  );
  if (stretches.length === 0 || rule.exceptions.some((pattern) => matcher.has(pattern))) return [];
  const told = stretches.filter(
    ({ from, to, denied }) =>
      (rule.also.includes('quoted') || !sentence.tokens[from]?.isQuoted) &&
      (rule.also.includes('denied') || !isDenied(matcher, from, denied)) &&
      (rule.also.includes('reported') || !isReported(matcher, from, to)),
  );
  return apart(told).map(({ from, to }) => ({ rule, sentence, from, to }));
}

/** Stretches that overlap become one. */
function apart(stretches: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = [];
  for (const one of stretches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (!last || one.from >= last.to) kept.push(one);
    else kept[kept.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
  }
  return kept;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** "I am not asking for pity": denied in the same clause, in the words before `to` and a few words before `from`. */
function isDenied(matcher: Matcher, from: number, to: number): boolean {
  for (let at = to - 1; at >= Math.max(0, from - DENIAL); at -= 1) {
    if (at < from && (matcher.words[at] === ',' || matcher.words[at] === 'but')) return false;
    if (matcher.classAt('denies', at).length > 0) return true;
  }
  return false;
}

/** "My dean said that the system is rigged": the words of somebody else. */
function isReported(matcher: Matcher, from: number, to: number): boolean {
  for (let at = 0; at < from; at += 1) {
    const ends = matcher.classAt('reports', at);
    if (ends.some((end) => end <= from)) return true;
  }
  return (
    to < matcher.words.length && matcher.classAt('reports', to + 1).length > 0 && matcher.words[to] === ','
  );
}

const readers = new WeakMap<readonly ToneFile[], ToneReader>();

/** The reader of what was loaded, made once. */
export function toneReaderFor(files: readonly ToneFile[]): ToneReader {
  const known = readers.get(files);
  if (known) return known;
  const made = new ToneReader(files);
  readers.set(files, made);
  return made;
}
