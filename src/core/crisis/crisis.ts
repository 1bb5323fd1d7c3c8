import { windowsOf } from '#core/crisis/features.ts';
import { Reader, type ReadSentence } from '#core/crisis/reader.ts';
import type { Crisis, CrisisWeights, Wording } from '#core/knowledge/crisis.ts';
import { fold } from '#core/language/fold.ts';
import { heaviest, scoreOf } from '#core/language/linear.ts';

export type Level = 'danger' | 'maybe' | 'low' | 'none';

/** How words were read, and whether they are about the person who writes or about someone else. */
export interface Heard {
  readonly level: Level;
  readonly about: 'self' | 'other' | null;
}

/** What the reader needs from everything that an adviser edits. */
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
 * Whether words say that someone's life is in danger. Only wording that the grammar knows is *danger*, and only if the
 * model of weighed words does not contradict it. The model alone reaches *maybe* at most, and then people only get a
 * question.
 * @param isForOthers whether it is written for someone else, as a draft is: that sounds grave by its matter, so the model
 *   alone has to be surer, and nobody is comforted for it
 */
export function readCrisis(text: string, knowledge: CrisisKnowledge, isForOthers = false): Heard {
  const sentences = readerFor(knowledge).read(text);
  if (!/\p{L}/u.test(text)) return { level: 'none', about: null };
  const { danger, low, other } = knowledge.crisisWeights;
  const windows = windowsOf(sentences);
  const found = heaviest(windows, danger);
  const gravest = { ...found, score: found.score - allowanceFor(sentences.length) };
  const isTold = saysDanger(sentences, knowledge.crisis);
  const isLong = (least: number) =>
    sentences.some(({ found }) => found.length > 0) || countOf(sentences) >= least;
  const about = gravest.features && scoreOf([gravest.features], other) >= other.threshold ? 'other' : 'self';
  if (isTold && gravest.score >= danger.sure) return { level: 'danger', about };
  if (isTold && gravest.score >= danger.doubt) return { level: 'maybe', about };
  const enough = danger.threshold + (isForOthers ? SURER : 0);
  if (isLong(LEAST_WORDS.maybe) && gravest.score >= enough) return { level: 'maybe', about };
  if (isForOthers) return { level: 'none', about: null };
  if (isLong(LEAST_WORDS.low) && scoreOf(windows, low) >= low.threshold) return { level: 'low', about };
  return saysAlone(sentences, knowledge.crisis)
    ? { level: 'low', about: 'self' }
    : { level: 'none', about: null };
}

/** Whether everything said is a word of distress. */
function saysAlone(sentences: readonly ReadSentence[], { alone }: Crisis): boolean {
  const [only, ...others] = sentences;
  const said = only?.words.join(' ');
  return others.length === 0 && alone.some((word) => fold(word) === said);
}

/** Among many sentences, one sounds grave by chance: each doubling beyond a few requires a graver one. */
export function allowanceFor(sentences: number): number {
  return GRAVER * Math.log2(Math.max(1, sentences / FEW_SENTENCES));
}

const GRAVER = 0.15;
/**
 * With it, 97 of 100 cries for help are still heard in a draft, and a quarter of the false alarms is left (`held-out-3` and
 * `bench/tone/dev-a`).
 */
const SURER = 0.4;
const FEW_SENTENCES = 3;

/** The model alone says nothing about shorter texts: one word in a form or on a button is too little to weigh. */
const LEAST_WORDS = { maybe: 2, low: 3 } as const;

function countOf(sentences: readonly ReadSentence[]): number {
  return sentences.flatMap(({ words }) => words).filter((word) => word !== ',').length;
}

/** Whether a sentence tells of danger that nothing cancels: no context, no quotation marks. */
export function saysDanger(sentences: readonly ReadSentence[], crisis: Crisis): boolean {
  const contexts = new Map(crisis.contexts.map((context) => [context.id, context]));
  const isShielded = sentences.some((one) => one.contexts.some((id) => contexts.get(id)?.reach === 'text'));
  const isTold = (sentence: ReadSentence, { says, id }: Crisis['signs'][number]) =>
    says !== 'maybe' &&
    sentence.found.some(({ sign, quoted }) => sign === id && !quoted) &&
    !sentence.contexts.some((one) => says === 'danger' || contexts.get(one)?.takesBack === 'certain');
  return crisis.signs.some(
    (sign) => (sign.about === 'self' || !isShielded) && sentences.some((sentence) => isTold(sentence, sign)),
  );
}
