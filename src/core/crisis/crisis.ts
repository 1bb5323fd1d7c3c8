import { type Features, windowsOf } from '#core/crisis/features.ts';
import { Reader, type ReadSentence } from '#core/crisis/reader.ts';
import type { Crisis, CrisisWeights, Model, Wording } from '#core/knowledge/crisis.ts';

export type Level = 'danger' | 'maybe' | 'low' | 'none';

/** How words were read, and whether they are about the person who writes or about somebody else. */
export interface Heard {
  readonly level: Level;
  readonly about: 'self' | 'other' | null;
}

/** What the reader needs of everything that an adviser edits. */
export interface CrisisKnowledge {
  readonly crisis: Crisis;
  readonly wording: readonly Wording[];
  readonly crisisWeights: CrisisWeights;
}

const readers = new WeakMap<Crisis, Reader>();

export function readerFor({ crisis, wording }: Pick<CrisisKnowledge, 'crisis' | 'wording'>): Reader {
  const known = readers.get(crisis);
  if (known) return known;
  const made = new Reader(crisis, wording);
  readers.set(crisis, made);
  return made;
}

/**
 * Whether words say that somebody is in danger of their life. Wording that the grammar knows is *danger*; the model of
 * weighed words reaches *maybe* at most, and nobody is answered by it alone but with a question.
 */
export function readCrisis(text: string, knowledge: CrisisKnowledge): Heard {
  const sentences = readerFor(knowledge).read(text);
  if (!/\p{L}/u.test(text)) return { level: 'none', about: null };
  const { crisis, crisisWeights } = knowledge;
  const windows = windowsOf(sentences);
  const told = dangerIn(sentences, crisis);
  // Where the grammar says danger and every weighed word speaks against it, we ask first.
  if (told) return { level: scoreOf(windows, crisisWeights.danger) >= 0 ? 'danger' : 'maybe', about: told };
  const words = sentences.flatMap((one) => one.words).filter((word) => word !== ',').length;
  const isSigned = sentences.some(({ found }) => found.length > 0);
  const about = aboutOf(sentences, crisis);
  if ((isSigned || words >= LEAST_WORDS.maybe) && reaches(windows, crisisWeights.danger))
    return { level: 'maybe', about };
  if ((isSigned || words >= LEAST_WORDS.low) && reaches(windows, crisisWeights.low))
    return { level: 'low', about };
  return { level: 'none', about: null };
}

/** The model alone says nothing of shorter texts: one word on a form or a button is too little to weigh. */
const LEAST_WORDS = { maybe: 2, low: 3 } as const;

/** Whom a sentence puts in danger that nothing takes back: no context, no quotation marks. */
export function dangerIn(sentences: readonly ReadSentence[], crisis: Crisis): 'self' | 'other' | null {
  const contexts = new Map(crisis.contexts.map((context) => [context.id, context]));
  const isShielded = sentences.some((one) => one.contexts.some((id) => contexts.get(id)?.reach === 'text'));
  const isTold = (sentence: ReadSentence, { says, id }: Crisis['signs'][number]) =>
    says !== 'maybe' &&
    sentence.found.some(({ sign, quoted }) => sign === id && !quoted) &&
    !sentence.contexts.some((one) => says === 'danger' || contexts.get(one)?.takesBack === 'certain');
  const told = crisis.signs.find(
    (sign) => (sign.about === 'self' || !isShielded) && sentences.some((sentence) => isTold(sentence, sign)),
  );
  return told ? (told.says === 'certain' ? told.about : aboutOf(sentences, crisis)) : null;
}

function aboutOf(sentences: readonly ReadSentence[], crisis: Crisis): 'self' | 'other' {
  const other = new Set(crisis.signs.filter(({ about }) => about === 'other').map(({ id }) => id));
  return sentences.some(({ found }) => found.some(({ sign }) => other.has(sign))) ? 'other' : 'self';
}

/** The highest score of any window, beside the model's bias. */
export function scoreOf(windows: readonly Features[], { bias, weights }: Model): number {
  const scores = windows.map((window) =>
    Array.from(window).reduce((sum, [name, value]) => sum + value * (weights.get(name) ?? 0), bias),
  );
  return Math.max(...scores);
}

function reaches(windows: readonly Features[], model: Model): boolean {
  return scoreOf(windows, model) >= model.threshold;
}
