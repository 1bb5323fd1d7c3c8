import type { ReadSentence } from '#core/crisis/reader.ts';
import { type Features, scaled } from '#core/language/linear.ts';

/** How much each kind of feature weighs before the vector is normalised to length one. */
const SHARE = {
  words: 1,
  pairs: 0.7,
  threes: 0.5,
  denied: 0.5,
  letters: 0.25,
  signs: 1.2,
  meetings: 0.7,
  contexts: 1.2,
  concepts: 1,
  concepts2: 0.6,
  meanings: 0.5,
} as const;
const MOST_WINDOWS = 300;

/**
 * The stretches of a text that are weighed, as features of length one: each sentence, each pair of consecutive
 * sentences, and the whole of a short text. Danger in one sentence is not outweighed by ten about exams.
 */
export function windowsOf(sentences: readonly ReadSentence[]): readonly Features[] {
  const own = sentences.map(featuresOf);
  const around = contextFeatures(sentences);
  const windows = own.map((one) => [one]);
  if (sentences.length > 1) {
    for (let at = 0; at + 1 < own.length; at += 1) windows.push(own.slice(at, at + 2));
  }
  if (sentences.length > 2 && sentences.length <= 6) windows.push(own);
  return windows.slice(0, MOST_WINDOWS).map((parts) => scaled([...parts, around]));
}

type Add = (name: string, value: number) => void;

function featuresOf(sentence: ReadSentence): Features {
  const features = new Map<string, number>();
  const add: Add = (name, value) => features.set(name, Math.max(value, features.get(name) ?? 0));
  addWords(saidIn(sentence), add);
  for (const word of sentence.words) if (PICTURE.test(word)) add(`w ${word}`, SHARE.words);
  addMeanings(sentence, add);
  addSigns(sentence, add);
  return features;
}

/** A picture says something by itself, and does not part the words around it: "I can't go on 😞". */
const PICTURE = /^\p{Extended_Pictographic}$/u;

function isSilent(word: string): boolean {
  return word === ',' || PICTURE.test(word);
}

/** The words without commas and pictures. Those in quotation marks are someone else's, and are weighed separately: `"die`. */
function saidIn({ words, quoted }: ReadSentence): readonly string[] {
  return words.flatMap((word, at) => (isSilent(word) ? [] : [quoted[at] ? `"${word}` : word]));
}

/** How many words after a *no* it is taken to reach. */
const REACH_OF_NO = 4;
const NO = new Set(
  'not no never nobody nothing without nunca jamais pas nao nem ne нет не nahi nahin na mat لا لن مش ما مو yok degil ni sin sans sem'.split(
    ' ',
  ),
);

function addWords(said: readonly string[], add: Add): void {
  let denied = 0;
  said.forEach((word, at) => {
    const [two, one] = [said[at - 2], said[at - 1]];
    add(`w ${word}`, SHARE.words);
    add(`p ${one ?? '^'} ${word}`, SHARE.pairs);
    if (two !== undefined) add(`p ${two} _ ${word}`, SHARE.threes);
    if (one !== undefined) add(`p ${two ?? '^'} ${one} ${word}`, SHARE.threes);
    for (const letters of lettersOf(word)) add(`l ${letters}`, SHARE.letters);
    if (NO.has(word)) denied = REACH_OF_NO;
    else if (denied > 0) {
      add(`n ${word}`, SHARE.denied);
      denied -= 1;
    }
  });
}

/** What the words mean, in order, the same in every language: `<not> <want> <live>`. */
function addMeanings({ words, quoted, meanings, concepts }: ReadSentence, add: Add): void {
  const said: { readonly name: string; readonly isMeant: boolean }[] = [];
  words.forEach((word, at) => {
    if (isSilent(word)) return;
    const meaning = meanings[at];
    const name = `${quoted[at] ? '"' : ''}${meaning ? `<${meaning}>` : word}`;
    if (said.at(-1)?.name !== name) said.push({ name, isMeant: meaning !== null && meaning !== undefined });
  });
  said.forEach(({ name, isMeant }, at) => {
    const [two, one] = [said[at - 2], said[at - 1]];
    const before = Number(one?.isMeant ?? false);
    if (isMeant || before) add(`m ${one?.name ?? '^'} ${name}`, SHARE.meanings);
    if (!two || !one) return;
    if (isMeant && two.isMeant) add(`m ${two.name} _ ${name}`, SHARE.meanings);
    if (Number(isMeant) + before + Number(two.isMeant) >= 2)
      add(`m ${two.name} ${one.name} ${name}`, SHARE.meanings);
  });
  for (const [at, concept] of concepts.entries()) {
    add(`k ${concept}`, SHARE.concepts);
    for (const other of concepts.slice(at + 1)) add(`k ${concept} ${other}`, SHARE.concepts2);
  }
}

function addSigns({ found, contexts, quoted, asks }: ReadSentence, add: Add): void {
  const signs = found.map((one) => (one.quoted ? `"${one.sign}"` : one.sign));
  for (const [at, sign] of signs.entries()) {
    add(`s ${sign}`, SHARE.signs);
    for (const other of signs.slice(at + 1)) add(`s ${sign} ${other}`, SHARE.meetings);
    for (const context of contexts) add(`s ${sign} in ${context}`, SHARE.meetings);
  }
  for (const context of contexts) add(`x ${context}`, SHARE.contexts);
  if (asks) add('asks', SHARE.contexts);
  if (quoted.some(Boolean)) add('quotes', SHARE.contexts);
}

/** What the whole text is about. */
function contextFeatures(sentences: readonly ReadSentence[]): Features {
  const all = new Set(sentences.flatMap(({ contexts }) => contexts));
  return new Map(Array.from(all, (context) => [`t ${context}`, SHARE.contexts]));
}

/** Groups of three to five letters, with `_` at both ends of the word. */
function lettersOf(word: string): readonly string[] {
  const framed = `_${word.slice(0, 20)}_`;
  const groups: string[] = [];
  for (const size of [3, 4, 5]) {
    for (let at = 0; at + size <= framed.length; at += 1) groups.push(framed.slice(at, at + size));
  }
  return groups;
}
