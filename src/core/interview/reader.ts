import type {
  InterviewCheck,
  InterviewFile,
  InterviewQuestion,
  PartRule,
} from '#core/knowledge/interview.ts';
import { Atoms } from '#core/language/atoms.ts';
import { Matcher, type Pattern, parsePatterns } from '#core/language/grammar.ts';
import { type Sentence, sentencesOf } from '#core/tone/sentences.ts';

/** The class of words that not every applicant could say. */
const CONCRETE = 'concrete';
/** "five", but not "one": that is said of everything. */
const FIGURE =
  /^(?!1[0-2]0%?$).*\d|^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|half)$/;

/** Words of a sentence that a check is about, in UTF-16 units of the text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Compiled {
  readonly match: readonly Pattern[];
  readonly unless: readonly Pattern[];
}

/** The questions and checks of all files, ready to read answers. */
export class InterviewReader {
  readonly questions: readonly InterviewQuestion[];
  readonly checks: readonly InterviewCheck[];
  readonly #atoms = new Atoms();
  readonly #classes = new Map<string, readonly Pattern[]>();
  readonly #compiled = new Map<PartRule | InterviewCheck, Compiled>();

  /** @throws {SyntaxError} for a pattern that cannot be read, or names a class that is in no file */
  constructor(files: readonly InterviewFile[]) {
    this.questions = files.flatMap(({ questions }) => questions);
    this.checks = files.flatMap(({ checks }) => checks);
    const classes = files.flatMap(({ words }) => Object.entries(words));
    const names = new Set(classes.map(([name]) => name));
    const read = (written: readonly string[]) =>
      written.flatMap((one) => parsePatterns(one, this.#atoms, (name) => names.has(name)));
    for (const [name, phrases] of classes)
      this.#classes.set(name, [...(this.#classes.get(name) ?? []), ...read(phrases)]);
    for (const rule of [...this.questions.flatMap(({ parts }) => parts), ...this.checks])
      this.#compiled.set(rule, { match: read(rule.match), unless: read(rule.unless) });
  }

  read(text: string): readonly ReadSentence[] {
    return sentencesOf(text).map((sentence) => ({
      sentence,
      matcher: new Matcher(
        sentence.words,
        sentence.words.map((word) => this.#atoms.of(word)),
        this.#classes,
      ),
    }));
  }

  hasPart(part: PartRule, sentences: readonly ReadSentence[], text: string): boolean {
    return sentences.some(
      (one) => this.#find(part, one).length > 0 && (!part.specific || isSpecific(one, text)),
    );
  }

  /** Where a check holds; the first place in each sentence. */
  find(check: InterviewCheck, sentences: readonly ReadSentence[], text: string): readonly Stretch[] {
    return sentences.flatMap((one) => {
      const [first] = this.#find(check, one);
      if (!first || (check.unless_specific && isSpecific(one, text))) return [];
      const { tokens } = one.sentence;
      const from = tokens[first[0]]?.from ?? one.sentence.from;
      return [{ from, to: tokens[first[1] - 1]?.to ?? one.sentence.to }];
    });
  }

  #find(rule: PartRule | InterviewCheck, { matcher }: ReadSentence): readonly (readonly [number, number])[] {
    const compiled = this.#compiled.get(rule);
    if (!compiled || compiled.unless.some((pattern) => matcher.has(pattern))) return [];
    return compiled.match.flatMap((pattern) => matcher.find(pattern)).toSorted((a, b) => a[0] - b[0]);
  }
}

export interface ReadSentence {
  readonly sentence: Sentence;
  readonly matcher: Matcher;
}

/** A name, a figure, or something that only some programs have. */
function isSpecific({ sentence, matcher }: ReadSentence, text: string): boolean {
  const { words, tokens } = sentence;
  const isNamed = tokens.some(({ from, to }, at) => at > 0 && isName(text.slice(from, to)));
  return isNamed || words.some((word, at) => FIGURE.test(word) || matcher.classAt(CONCRETE, at).length > 0);
}

/** A capital within a sentence; "I'm" and "USMLE" are no names. */
function isName(word: string): boolean {
  return /^\p{Lu}/u.test(word) && !/^I(?:['’]|$)/u.test(word) && word !== word.toUpperCase();
}

const readers = new WeakMap<readonly InterviewFile[], InterviewReader>();

/** The reader of what was loaded, made once. */
export function interviewReaderFor(files: readonly InterviewFile[]): InterviewReader {
  const known = readers.get(files);
  if (known) return known;
  const made = new InterviewReader(files);
  readers.set(files, made);
  return made;
}
