import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Exam } from '#core/record/profile.ts';
import { examsIn, monthOf, numberOf, ordinalOf, yearOf } from '#core/tone/claims/words.ts';
import { type Sentence, sentencesOf } from '#core/tone/sentences.ts';

/** What a story is about, so that two tellings of it can be compared. */
export type Topic =
  | `${Exam}.${'fails' | 'failed_on' | 'passed_on' | 'retake_on' | 'failed_score' | 'passed_score' | 'state'}`
  | 'practice'
  | 'graduated'
  | 'season'
  | 'field'
  | 'us_months'
  | 'cause';

/** One thing that a text says about its writer, with its position in UTF-16 units. */
export interface Telling {
  readonly topic: Topic;
  /** A number, a date `YYYY-MM` or `YYYY`, an id of a field, or a kind of cause. */
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

const FAILS = /^(?:fail|failed|failing|unsuccessful)$/;
const PASSES = /^(?:pass|passed|passing|cleared)$/;
const RETAKES = /^(?:retake|retaking|resit|resitting)$/;
const DENIES = /^(?:not|never|without)$/;
const TO_COME = /^(?:will|to|hope|plan|expect|until|before|if|when|once|would|should|must)$/;
const PRACTICE = /^(?:practice|nbmes?|uwsas?|ccssas?|comsaes?|mock|free|self|simulation)$/;
const UNITS = /^(?:questions?|hours?|patients?|beds?|days?|weeks?|people|items?|pages?|%)$/;

/** The names of fields and causes. */
export type Words = Pick<Knowledge, 'drafts' | 'toneChecks'>;

/** What a text says about its writer's exams, seasons, training, field and reasons. */
export function tellingsOf(text: string, knowledge: Words): readonly Telling[] {
  return oneCount(blocksOf(text).flatMap((block) => blockTellings(block, text, knowledge)));
}

/** Paragraphs and list items: no sentence extends past their end, and no exam is referred to beyond it. */
function blocksOf(text: string): readonly { readonly offset: number; readonly content: string }[] {
  let offset = 0;
  return text.split(/(?<=\n)(?=\s*[-*•\n])/).map((content) => {
    const block = { offset, content };
    offset += content.length;
    return block;
  });
}

function blockTellings(
  { offset, content }: { readonly offset: number; readonly content: string },
  text: string,
  knowledge: Words,
): readonly Drafted[] {
  let exam: Exam | null = null;
  let isAfterFailure = false;
  const told = sentencesOf(content).flatMap((sentence) => {
    const isFailure = sentence.words.some((word) => FAILS.test(word));
    const own = [
      ...examTellings(sentence, exam),
      ...practiceTellings(sentence),
      ...yearTellings(sentence),
      ...monthsTelling(sentence),
      ...fieldTellings(sentence, knowledge),
      ...(isFailure || isAfterFailure ? causeTellings(sentence, isFailure, content, knowledge) : []),
    ];
    exam = examsIn(sentence).at(-1)?.exam ?? exam;
    isAfterFailure = isFailure;
    return own;
  });
  return told.map((one) => ({ ...one, from: one.from + offset, to: Math.min(one.to + offset, text.length) }));
}

/** Failed attempts are counted over the whole text: "first attempt" and "second attempt" are two failures. */
function oneCount(all: readonly Drafted[]): readonly Telling[] {
  const attempts = Map.groupBy(
    all.filter(({ attempt }) => attempt !== undefined),
    ({ topic }) => topic,
  );
  const counted = [...attempts].flatMap(([topic, own]): readonly Telling[] => {
    const last = own.at(-1);
    const value = String(new Set(own.map(({ attempt }) => attempt)).size);
    return last ? [{ topic, value, from: last.from, to: last.to }] : [];
  });
  return [...all.filter(({ attempt }) => attempt === undefined), ...counted].toSorted(
    (a, b) => a.from - b.from,
  );
}

interface Drafted extends Telling {
  /** The number of a failed attempt. */
  readonly attempt?: number | undefined;
}

interface Part {
  readonly verb: 'failed' | 'passed' | 'retake';
  readonly exam: Exam;
  /** Words from the verb up to the next one. */
  readonly from: number;
  readonly to: number;
}

function examTellings(sentence: Sentence, before: Exam | null): readonly Drafted[] {
  const { words } = sentence;
  return partsOf(sentence, before).flatMap(({ verb, exam, from, to }): readonly Drafted[] => {
    const tell = (
      name: 'fails' | 'state' | `${'failed' | 'passed' | 'retake'}_on` | `${'failed' | 'passed'}_score`,
      value: string,
      at: number,
      length = 1,
    ) => tellingAt(sentence, `${exam}.${name}`, value, at, at + length);
    const told: Drafted[] = [];
    for (let at = from; at < to; at += 1) {
      const date = dateAt(words, at);
      if (date) told.push(tell(`${verb}_on`, date.value, at, date.length));
      const isScore = /^\d{3}$/.test(words[at] ?? '') && !UNITS.test(words[at + 1] ?? '');
      if (isScore && verb !== 'retake' && !words.some((word) => PRACTICE.test(word)))
        told.push(tell(`${verb}_score`, words[at] ?? '', at));
      const fails = verb === 'failed' ? failsAt(words, at) : null;
      if (fails !== null) told.push(tell('fails', String(fails), at));
      for (const attempt of verb === 'failed' ? attemptsAt(words, at, from) : [])
        told.push({ ...tell('fails', '', at - 1, 2), attempt });
    }
    if (verb === 'passed') told.push(tell('state', 'passed', from));
    if (verb === 'retake') told.push(tell('state', 'open', from));
    return told;
  });
}

/** One part per verb; each is about the exam named in it, or the one named last. */
function partsOf(sentence: Sentence, before: Exam | null): readonly Part[] {
  const { words } = sentence;
  const mentions = examsIn(sentence);
  const verbs = words.flatMap((_, at) => {
    const verb = verbAt(words, at);
    return verb ? [{ verb, at }] : [];
  });
  let last = before;
  return verbs.flatMap(({ verb, at }, index): readonly Part[] => {
    const to = verbs[index + 1]?.at ?? words.length;
    const own = mentions.find((one) => one.from >= at && one.from < to);
    const earlier = index === 0 ? mentions.findLast((one) => one.from < at) : undefined;
    last = own?.exam ?? earlier?.exam ?? last;
    return last ? [{ verb, exam: last, from: at, to }] : [];
  });
}

function verbAt(words: readonly string[], at: number): Part['verb'] | null {
  const word = words[at] ?? '';
  const near = words.slice(Math.max(0, at - 3), at);
  if (RETAKES.test(word)) return near.some((one) => DENIES.test(one)) ? null : 'retake';
  if (near.some((one) => TO_COME.test(one))) return null;
  const isDenied = near.some((one) => DENIES.test(one));
  if (FAILS.test(word)) return isDenied ? null : 'failed';
  // "High pass in surgery" is a grade.
  if (PASSES.test(word)) return isDenied ? 'failed' : word === 'pass' ? null : 'passed';
  return null;
}

/** "twice", "three times". */
function failsAt(words: readonly string[], at: number): number | null {
  const word = words[at] ?? '';
  if (/^(?:once|twice|thrice)$/.test(word)) return numberOf(word);
  return word === 'times' ? numberOf(words[at - 1]) : null;
}

/** The numbers of attempts named before the word itself: "my first and my second attempt". */
function attemptsAt(words: readonly string[], at: number, from: number): readonly number[] {
  if (!/^attempts?$/.test(words[at] ?? '')) return [];
  return words.slice(Math.max(from, at - 5), at).flatMap((word) => ordinalOf(word) ?? []);
}

function dateAt(
  words: readonly string[],
  at: number,
): { readonly value: string; readonly length: number } | null {
  if (/^(?:since|until|from|between)$/.test(words[at - 1] ?? '')) return null;
  const month = monthOf(words, at);
  if (month === null) {
    const year = yearOf(words[at]);
    const isBare = year !== null && ![1, 2, 3].some((back) => monthOf(words, at - back) !== null);
    return isBare ? { value: String(year), length: 1 } : null;
  }
  for (const ahead of [1, 2, 3]) {
    const year = yearOf(words[at + ahead]);
    if (year !== null) return { value: `${year}-${String(month).padStart(2, '0')}`, length: ahead + 1 };
  }
  return null;
}

function practiceTellings(sentence: Sentence): readonly Telling[] {
  const { words } = sentence;
  if (!words.some((word) => PRACTICE.test(word)) || !words.some((word) => /^scores?$/.test(word))) return [];
  return words.flatMap((word, at) => {
    const isScore =
      /^\d{3}$/.test(word) && !UNITS.test(words[at + 1] ?? '') && !PRACTICE.test(words[at - 1] ?? '');
    return isScore ? [tellingAt(sentence, 'practice', word, at, at + 1)] : [];
  });
}

function yearTellings(sentence: Sentence): readonly Telling[] {
  const { words } = sentence;
  return words.flatMap((word, at): readonly Telling[] => {
    const year = yearOf(word);
    if (year === null) return [];
    const near = words.slice(Math.max(0, at - 12), at);
    const last = near.findLast((one) =>
      /^(?:graduated|class|match|matched|unmatched|applied|failed|passed|since|retake)$/.test(one),
    );
    if (last === 'graduated' || last === 'class') return [tellingAt(sentence, 'graduated', word, at, at + 1)];
    const isSeason = last === 'match' || last === 'matched' || last === 'unmatched' || last === 'applied';
    return isSeason ? [tellingAt(sentence, 'season', word, at, at + 1)] : [];
  });
}

/** "3 months of hands-on work". */
function monthsTelling(sentence: Sentence): readonly Telling[] {
  const { words } = sentence;
  return words.flatMap((word, at): readonly Telling[] => {
    const count = /^months?$/.test(word) ? numberOf(words[at - 1]) : null;
    const isHandsOn = words.slice(at + 1, at + 4).includes('hands');
    return count !== null && isHandsOn
      ? [tellingAt(sentence, 'us_months', String(count), at - 1, at + 1)]
      : [];
  });
}

/** The field that someone applies for: after "residency in", "apply again in", "a career in". */
function fieldTellings(sentence: Sentence, { toneChecks }: Words): readonly Telling[] {
  const { words } = sentence;
  return words.flatMap((word, at): readonly Telling[] => {
    const near = words.slice(Math.max(0, at - 3), at);
    if (word !== 'in' || !near.some((one) => AIMS.test(one))) return [];
    const behind = `${words.slice(at + 1).join(' ')} `;
    return Object.entries(toneChecks.fields).flatMap(([id, names]) => {
      const name = names.find((one) => behind.startsWith(`${one} `));
      return name ? [tellingAt(sentence, 'field', id, at + 1, at + 1 + name.split(' ').length)] : [];
    });
  });
}

const AIMS = /^(?:residency|apply|applying|again|career|train|training)$/;

/** Kinds of cause in a sentence about the failure, after "because", or in the sentence that follows. */
function causeTellings(
  sentence: Sentence,
  isFailure: boolean,
  text: string,
  { drafts }: Words,
): readonly Telling[] {
  const { words, tokens, asks } = sentence;
  const start = isFailure ? words.findIndex((word) => BECAUSE.test(word)) : 0;
  if (start < 0 || asks || words.some((word) => LATER.test(word))) return [];
  const isName = (index: number): boolean =>
    index > 0 && /\p{Lu}/u.test(text.charAt(tokens[index]?.from ?? 0));
  return Object.entries(drafts.causes).flatMap(([kind, stems]) => {
    const at = words.findIndex(
      (word, index) => index >= start && !isName(index) && stems.some((stem) => isOf(word, stem)),
    );
    return at < 0 ? [] : [tellingAt(sentence, 'cause', kind, at, at + 1)];
  });
}

const BECAUSE = /^(?:because|since|as|due|after|when|while)$/;
/** Words of a sentence about what came after the failure, or what comes next. */
const LATER = /^(?:changed|passed|retake|will|apply|applying|preparing|looking|match|matched|attach|bring)$/;

function isOf(word: string, stem: string): boolean {
  return stem.endsWith('*') ? word.startsWith(stem.slice(0, -1)) : word === stem;
}

function tellingAt(
  { tokens, from, to }: Sentence,
  topic: Topic,
  value: string,
  first: number,
  end: number,
): Telling {
  return { topic, value, from: tokens[first]?.from ?? from, to: tokens[end - 1]?.to ?? to };
}
