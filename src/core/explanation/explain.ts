import type { Temporal } from 'temporal-polyfill';
import { type Contradiction, contradictions } from '#core/explanation/against-record.ts';
import { claimsIn } from '#core/explanation/claims.ts';
import { clausesIn } from '#core/explanation/clauses.ts';
import { namesAhead } from '#core/explanation/dates.ts';
import { type Placed, placed, type Read } from '#core/explanation/parts.ts';
import { explanationReaderFor } from '#core/explanation/reader.ts';
import {
  type ExplanationRules,
  PARTS,
  type Part,
  PROBLEMS,
  type Problem,
  WORDED,
} from '#core/knowledge/explanation.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Place } from '#core/language/words.ts';
import type { Grounds } from '#core/record/grounds.ts';

/** Dates of exams and of the Match are kept in this zone. */
const ZONE = 'America/New_York';

/** Words that weaken it, why, and what to write instead. A problem with the whole text has no position and no words. */
export interface Weakness {
  readonly problem: Problem;
  readonly words: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly why: string | null;
  readonly better: string;
}

/** A stretch of one part; `null` belongs to none. */
export interface Stretch extends Place {
  readonly part: Part | null;
  readonly words: number;
  readonly text: string;
}

/** How an explanation of a failed exam reads. */
export interface Explained {
  readonly parts: Readonly<Record<Part, boolean>>;
  /**
   * Of the words that belong to a part, 1 in total (0 if none does); `other`: of all words, those that belong to none.
   */
  readonly shares: Readonly<Record<Part | 'other', number>>;
  readonly problems: readonly Problem[];
  readonly target: Readonly<Record<Part, number>>;
  readonly weaknesses: readonly Weakness[];
  /** What to write for each part that is missing. */
  readonly missing: readonly { readonly part: Part; readonly better: string }[];
  readonly stretches: readonly Stretch[];
  readonly words: number;
  readonly sentences: number;
  readonly spokenSeconds: number;
}

/** Reads an explanation and compares it with its writer's record. Offsets are in UTF-16 units of the text as given. */
export function explain(
  text: string,
  grounds: Grounds,
  knowledge: Knowledge,
  now: Temporal.Instant,
): Explained {
  const rules = knowledge.explanation;
  const reader = explanationReaderFor(rules);
  const sentences = clausesIn(text, rules).map((one): Read => ({ ...one, found: reader.read(one) }));
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  const ahead = sentences.flatMap(({ from, to }, index) =>
    namesAhead(text.slice(from, to), today) ? [index] : [],
  );
  const clauses = placed(sentences, new Set(ahead));
  const claims = claimsIn(text, sentences, clauses, now);
  const against = contradictions(text, claims, grounds, knowledge, now);
  const words = clauses.reduce((sum, clause) => sum + clause.words, 0);
  const count = countOf(sentences, text);
  const parts = partsOf(clauses, claims.isNamed);
  const found = [
    ...wordedIn(text, sentences, rules),
    ...against.map((one) => weaknessOf(one, text)),
    ...(claims.hasFigure ? [] : [whole('no-numbers', rules)]),
    ...(claims.hasDate || isPassed(claims.passed, grounds) ? [] : [whole('no-date', rules)]),
    ...(words > rules.too_long.words || count > rules.too_long.sentences ? [whole('too-long', rules)] : []),
  ];
  return {
    parts,
    shares: sharesOf(clauses, words),
    problems: PROBLEMS.filter((problem) => found.some((one) => one.problem === problem)),
    target: rules.target,
    weaknesses: found,
    missing: PARTS.filter((part) => !parts[part]).map((part) => ({ part, better: rules.missing[part] })),
    stretches: stretchesOf(text, clauses),
    words,
    sentences: count,
    spokenSeconds: Math.round((words * 60) / rules.words_a_minute),
  };
}

/** List items belong to the sentence that announces them. */
function countOf(sentences: readonly Read[], text: string): number {
  let isList = false;
  return sentences.filter(({ from, to, isItem }) => {
    const goesOn = isItem && isList;
    isList = goesOn || text.slice(from, to).endsWith(':');
    return !goesOn;
  }).length;
}

/** Owning it requires the name of the exam. */
function partsOf(clauses: readonly Placed[], isNamed: boolean): Explained['parts'] {
  const has = (part: Part) => clauses.some((clause) => clause.part === part);
  return { own: has('own') && isNamed, cause: has('cause'), changes: has('changes'), plan: has('plan') };
}

function sharesOf(clauses: readonly Placed[], words: number): Explained['shares'] {
  const count = (part: Part | null) =>
    clauses.filter((clause) => clause.part === part).reduce((sum, clause) => sum + clause.words, 0);
  const other = count(null);
  const share = (part: Part) => (words === other ? 0 : count(part) / (words - other));
  return {
    own: share('own'),
    cause: share('cause'),
    changes: share('changes'),
    plan: share('plan'),
    other: words === 0 ? 0 : other / words,
  };
}

function wordedIn(text: string, sentences: readonly Read[], { weak }: ExplanationRules): readonly Weakness[] {
  return sentences.flatMap(({ tokens, found }) =>
    WORDED.flatMap((problem) => {
      if (problem === 'vague' && found.of('concrete').length > 0) return [];
      const [stretch] = found.of(problem).toSorted(([a, b], [c, d]) => a - c || d - b);
      if (!stretch) return [];
      const from = tokens[stretch[0]]?.from ?? 0;
      const to = tokens[stretch[1] - 1]?.to ?? from;
      const { why, better } = weak[problem];
      return [{ problem, words: text.slice(from, to), from, to, why, better }];
    }),
  );
}

function weaknessOf({ from, to, why, better }: Contradiction, text: string): Weakness {
  return { problem: 'contradicts-record', words: text.slice(from, to), from, to, why, better };
}

function whole(problem: 'no-numbers' | 'no-date' | 'too-long', { better }: ExplanationRules): Weakness {
  return { problem, words: null, from: null, to: null, why: null, better: better[problem] };
}

/** Nobody books a retake of an exam they have passed. */
function isPassed(isTold: boolean, { profile }: Grounds): boolean {
  const failed = profile.exams.filter(({ outcome }) => outcome === 'fail').map(({ exam }) => exam);
  const passed = profile.exams.filter(({ outcome }) => outcome === 'pass').map(({ exam }) => exam);
  return isTold || (failed.length > 0 && failed.every((exam) => passed.includes(exam)));
}

/** Joins consecutive clauses of the same part. */
function stretchesOf(text: string, clauses: readonly Placed[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const { part, words, from, to } of clauses) {
    const last = joined.at(-1);
    if (last && last.part === part)
      joined[joined.length - 1] = { ...last, to, words: last.words + words, text: text.slice(last.from, to) };
    else joined.push({ part, words, from, to, text: text.slice(from, to) });
  }
  return joined;
}
