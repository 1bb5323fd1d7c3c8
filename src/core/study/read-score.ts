import type { Temporal } from 'temporal-polyfill';
import type { PracticeRules, PracticeSource } from '#core/knowledge/practice.ts';
import { dateIn } from '#core/people/line-dates.ts';
import type { Exam } from '#core/record/profile.ts';

/** What a line says of a practice exam; null for what it does not say. */
export interface ReadScore {
  readonly exam: Exam | null;
  readonly form: string | null;
  readonly score: number | null;
  readonly on: string | null;
  readonly asExam: boolean | null;
}

const FORM_LENGTH = 40;
/** "NBME 12" by itself names a form: up to here, a single number is no score. */
const MOST_FORMS = 40;
/** What stands around figures and says nothing. */
const FILLER =
  /(?<!\p{L})(?:i|got|scored?|had|my|was|is|on|at|the|an?|with|in|of|usmle|comlex|exam|test|practice|points?|percent|correct|today.s|self.?assessment|score)(?!\p{L})/giu;
const NUMBER = /(?<![\d.,])(\d{1,3}(?:\.\d+)?)(?![\d])\s*(%|percent)?/gi;

/**
 * Reads "NBME 12 221 yesterday": which practice exam, its score, and when.
 * @param today in the person's zone
 * @param likely the exam that is meant where a line fits several
 */
export function readScore(
  line: string,
  rules: PracticeRules,
  today: Temporal.PlainDate,
  likely: Exam | null,
): ReadScore {
  const how = takeFirst(
    line,
    rules.as_exam.toSorted((a, b) => Number(a.as) - Number(b.as)),
  );
  const named = takeFirst(how.rest, rules.exams);
  const { name, sources, rest } = takeSource(named.rest, rules);
  const date = dateIn(rest, today);
  const undated = date ? `${rest.slice(0, date.from)} ; ${rest.slice(date.to)}` : rest;
  const numbers = [...undated.matchAll(NUMBER)].map(([, number = '', percent]) => ({
    value: Math.round(Number(number)),
    isPercent: percent !== undefined,
    number,
  }));
  const last = numbers.find(({ isPercent }) => isPercent) ?? numbers.at(-1) ?? null;
  const isForm =
    sources.length > 0 && numbers.length === 1 && last?.isPercent === false && last.value <= MOST_FORMS;
  const told = isForm ? null : last;
  const first = numbers[0];
  const formNumber = first && first !== told ? ` ${first.number}` : '';
  const fits = fitting(sources, told);
  const source = fits.find(({ exams }) => likely !== null && exams.includes(likely)) ?? fits[0] ?? sources[0];
  return {
    exam: named.as ?? (name === null ? likely : examOf(sources, fits, likely)),
    // Without a figure, words that name no source may be anything.
    form: told === null && name === null ? null : formOf(source, name, formNumber, undated),
    score: told?.value ?? null,
    on: date?.on.toString() ?? null,
    asExam: how.as,
  };
}

interface Told {
  readonly value: number;
  readonly isPercent: boolean;
}

/** The sources that can give such a score. */
function fitting(sources: readonly PracticeSource[], told: Told | null): readonly PracticeSource[] {
  if (told === null) return sources;
  const { value, isPercent } = told;
  return sources.filter(
    ({ least, most, scale }) =>
      value >= least && value <= most && (!isPercent || scale === 'percent' || scale === 'equated'),
  );
}

/** The first entry of which a word stands in the line, and the line without it. */
function takeFirst<T>(
  line: string,
  entries: readonly { readonly as: T; readonly words: readonly string[] }[],
): { readonly as: T | null; readonly rest: string } {
  for (const { as, words } of entries) {
    for (const word of words) {
      const found = patternOf(word).exec(line);
      if (found) return { as, rest: cut(line, found) };
    }
  }
  return { as: null, rest: line };
}

/** All sources that go by the longest name in the line, and the line without it. */
function takeSource(
  line: string,
  { sources }: PracticeRules,
): { readonly name: string | null; readonly sources: readonly PracticeSource[]; readonly rest: string } {
  const names = [...new Set(sources.flatMap(({ words }) => words))].toSorted((a, b) => b.length - a.length);
  for (const name of names) {
    const found = patternOf(name).exec(line);
    if (found)
      return { name, sources: sources.filter(({ words }) => words.includes(name)), rest: cut(line, found) };
  }
  return { name: null, sources: [], rest: line };
}

function cut(line: string, found: RegExpExecArray): string {
  return `${line.slice(0, found.index)} ${line.slice(found.index + found[0].length)}`;
}

/** "uwsa" also in "UWSA2", "free 120" also in "Free120", "step 2" not in "step 20". */
function patternOf(word: string): RegExp {
  const body = word.split(/[ -]/).join('[\\s-]*');
  const end = /\d$/.test(word) ? '(?!\\d)' : '(?!\\p{L})';
  return new RegExp(`(?<![\\p{L}\\d])${body}${end}`, 'iu');
}

/** The exam that a source and its figure leave. Null where that of the person is possible by name and not by figure: we ask. */
function examOf(
  sources: readonly PracticeSource[],
  fits: readonly PracticeSource[],
  likely: Exam | null,
): Exam | null {
  const exams = [...new Set(fits.flatMap((source) => source.exams))];
  if (likely !== null && exams.includes(likely)) return likely;
  if (likely !== null && sources.some((source) => source.exams.includes(likely))) return null;
  return exams.length === 1 ? (exams[0] ?? null) : null;
}

function formOf(
  source: PracticeSource | undefined,
  name: string | null,
  number: string,
  line: string,
): string | null {
  if (source && name !== null) return `${source.form}${number}`.slice(0, FORM_LENGTH);
  const words = line
    .replace(NUMBER, ' ')
    .replace(FILLER, ' ')
    .replace(/[^\p{L}\p{N}\s-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? null : `${words}${number}`.slice(0, FORM_LENGTH).trim();
}
