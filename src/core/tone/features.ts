import type { ToneMeanings } from '#core/knowledge/tone-meanings.ts';
import { type Features, scaled } from '#core/language/linear.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import { meaningIn } from '#core/tone/meanings.ts';
import type { Hit, ToneReader } from '#core/tone/reader.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** How much each kind of feature weighs before the length of the whole is made one. */
const SHARE = {
  words: 1,
  pairs: 0.7,
  threes: 0.4,
  denied: 0.5,
  classes: 1.2,
  meanings: 0.7,
  rules: 1.5,
  marks: 0.8,
  before: 0.3,
  kind: 0.6,
} as const;

/** One sentence, or a short text as a whole, and what is weighed in it. */
export interface Window {
  /** Indices `[from, to)` of the text's sentences. */
  readonly from: number;
  readonly to: number;
  readonly features: Features;
}

/** The most sentences of which the whole is weighed as well. */
const SHORT = 4;

/** The stretches of a text that are weighed: each sentence, and a short text as a whole. */
export function windowsOf(
  text: string,
  sentences: readonly Sentence[],
  as: DraftKind,
  reader: ToneReader,
  hits: readonly Hit[],
  meanings: ToneMeanings,
): readonly Window[] {
  const own = sentences.map((sentence, at) => featuresOf(text, sentence, sentences[at - 1], reader, hits));
  const about: Features = new Map([[`as ${as}`, SHARE.kind]]);
  const window = (from: number, to: number): Window => ({
    from,
    to,
    features: new Map([
      ...scaled([...own.slice(from, to), about]),
      ...meaningIn(sentences.slice(from, to), meanings),
    ]),
  });
  const windows = own.map((_, at) => window(at, at + 1));
  if (own.length > 1 && own.length <= SHORT) windows.push(window(0, own.length));
  return windows;
}

type Add = (name: string, value: number) => void;

function featuresOf(
  text: string,
  sentence: Sentence,
  before: Sentence | undefined,
  reader: ToneReader,
  hits: readonly Hit[],
): Features {
  const features = new Map<string, number>();
  const add: Add = (name, value) => features.set(name, Math.max(value, features.get(name) ?? 0));
  const denied = deniedIn(sentence.words);
  const isWord = (_: unknown, at: number) => sentence.words[at] !== ',';
  addWords(saidIn(sentence), denied.filter(isWord), add);
  addMeanings(sentence, denied, reader, add);
  addMarks(text.slice(sentence.from, sentence.to + 2), sentence, add);
  for (const hit of hits) if (hit.sentence === sentence) add(`r ${hit.rule.id}`, SHARE.rules);
  for (const word of before ? saidIn(before) : []) add(`b ${word}`, SHARE.before);
  return features;
}

/** The words without commas, figures by their length. Those between quotation marks are somebody else's, and weigh apart. */
function saidIn({ tokens }: Sentence): readonly string[] {
  return tokens.flatMap(({ word, isQuoted }) => {
    if (word === ',') return [];
    const plain = /^\d/.test(word) ? word.replace(/\d/g, '0') : word;
    return [isQuoted ? `"${plain}` : plain];
  });
}

/** How many words after a *no* it is held to reach, within its clause. */
const REACH_OF_NO = 4;
const NO = /^(?:not|no|never|nobody|nothing|without|none|nor|neither|hardly|cannot)$/;

/** Which words a *no* reaches: "not asking you to reconsider". */
function deniedIn(words: readonly string[]): readonly boolean[] {
  let reach = 0;
  return words.map((word) => {
    const isDenied = reach > 0 && word !== ',' && word !== 'but';
    reach = NO.test(word) ? REACH_OF_NO : isDenied ? reach - 1 : 0;
    return isDenied;
  });
}

function addWords(said: readonly string[], denied: readonly boolean[], add: Add): void {
  said.forEach((word, at) => {
    const [two, one] = [said[at - 2], said[at - 1]];
    if (denied[at]) add(`n ${word}`, SHARE.denied);
    else add(`w ${word}`, SHARE.words);
    add(`p ${one ?? '^'} ${word}`, SHARE.pairs);
    if (two !== undefined) add(`p ${two} _ ${word}`, SHARE.threes);
    if (one !== undefined) add(`p ${two ?? '^'} ${one} ${word}`, SHARE.threes);
  });
}

/** The classes of the words in their order, with the plain words between them: `@i beg_verb you`. */
function addMeanings(
  { words, tokens }: Sentence,
  denied: readonly boolean[],
  reader: ToneReader,
  add: Add,
): void {
  const meanings = reader.meaningsOf(words);
  const said: { readonly name: string; readonly isMeant: boolean }[] = [];
  words.forEach((word, at) => {
    if (word === ',') return;
    const [meaning] = meanings[at] ?? [];
    const mark = denied[at] ? '!' : tokens[at]?.isQuoted ? '"' : '';
    for (const one of meanings[at] ?? []) add(`${mark}@${one}`, SHARE.classes);
    const name = meaning ? `${denied[at] ? '!' : ''}@${meaning}` : word;
    if (said.at(-1)?.name !== name) said.push({ name, isMeant: meaning !== undefined });
  });
  said.forEach(({ name, isMeant }, at) => {
    const [two, one] = [said[at - 2], said[at - 1]];
    if (!one) return;
    if (isMeant || one.isMeant) add(`m ${one.name} ${name}`, SHARE.meanings);
    if (!two) return;
    if (isMeant && two.isMeant) add(`m ${two.name} _ ${name}`, SHARE.meanings);
    if (Number(isMeant) + Number(one.isMeant) + Number(two.isMeant) >= 2)
      add(`m ${two.name} ${one.name} ${name}`, SHARE.meanings);
  });
}

/** What is seen rather than read: shouting, questions, figures, names, length. */
function addMarks(raw: string, { words, tokens, asks }: Sentence, add: Add): void {
  const mark = (is: boolean, name: string) => is && add(name, SHARE.marks);
  mark(asks, '? asks');
  mark(/!/.test(raw), '? exclaims');
  mark(/[!?]{2}/.test(raw), '? exclaims twice');
  mark(/\b[A-Z]{4,}\b/.test(raw), '? capitals');
  mark(/\.\.\.|…/.test(raw), '? dots');
  mark(/\d/.test(raw), '? figure');
  mark(/[a-z,] (?:Dr\.|[A-Z][a-z])/.test(raw), '? name');
  mark(
    tokens.some(({ isQuoted }) => isQuoted),
    '? quotes',
  );
  const length = words.filter((word) => word !== ',').length;
  add(`? length ${length <= 7 ? 'short' : length <= 16 ? 'middle' : length <= 30 ? 'long' : 'very'}`, 0.4);
}
