import type { ReadSentence } from '#core/crisis/reader.ts';

/** How much each kind of feature weighs before the length of the whole is made one. */
const SHARE = {
  words: 1,
  pairs: 0.7,
  letters: 0.3,
  signs: 2,
  meetings: 1.2,
  contexts: 1.2,
  concepts: 1,
  concepts2: 0.6,
} as const;
const MOST_WINDOWS = 300;

export type Features = ReadonlyMap<string, number>;

/**
 * The stretches of a text that are weighed, as features of length one: each sentence, each two that follow one another,
 * and the whole of a short text. Danger in one sentence is not outweighed by ten about exams.
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

function featuresOf({ words, found, contexts, concepts, quoted, asks }: ReadSentence): Features {
  const features = new Map<string, number>();
  const said = words.filter((word) => word !== ',');
  const add = (name: string, value: number) => features.set(name, Math.max(value, features.get(name) ?? 0));
  said.forEach((word, at) => {
    add(`w ${word}`, SHARE.words);
    add(`p ${said[at - 1] ?? '^'} ${word}`, SHARE.pairs);
    for (const letters of lettersOf(word)) add(`l ${letters}`, SHARE.letters);
  });
  const signs = found.map((one) => (one.quoted ? `"${one.sign}"` : one.sign));
  for (const [at, sign] of signs.entries()) {
    add(`s ${sign}`, SHARE.signs);
    for (const other of signs.slice(at + 1)) add(`s ${sign} ${other}`, SHARE.meetings);
    for (const context of contexts) add(`s ${sign} in ${context}`, SHARE.meetings);
  }
  for (const [at, concept] of concepts.entries()) {
    add(`k ${concept}`, SHARE.concepts);
    for (const other of concepts.slice(at + 1)) add(`k ${concept} ${other}`, SHARE.concepts2);
  }
  for (const context of contexts) add(`x ${context}`, SHARE.contexts);
  if (asks) add('asks', SHARE.contexts);
  if (quoted.some(Boolean)) add('quotes', SHARE.contexts);
  return features;
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

function scaled(parts: readonly Features[]): Features {
  const all = new Map<string, number>();
  for (const part of parts) {
    for (const [name, value] of part) all.set(name, Math.max(value, all.get(name) ?? 0));
  }
  const length = Math.sqrt(Array.from(all.values()).reduce((sum, value) => sum + value * value, 0)) || 1;
  return new Map(Array.from(all, ([name, value]) => [name, value / length]));
}
