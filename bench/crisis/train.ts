import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { allowanceFor, readerFor, saysDanger } from '#core/crisis/crisis.ts';
import { windowsOf } from '#core/crisis/features.ts';
import { type CrisisWeights, crisisSchema, wordingSchema } from '#core/knowledge/crisis.ts';
import type { Model } from '#core/knowledge/linear.ts';
import { type Features, scoreOf } from '#core/language/linear.ts';
import { learn, type Pull } from '../linear/learn.ts';
import { page } from '../linear/page.ts';
import { type Phrase, readPhrases } from './phrases.ts';

/**
 * Learns the weights of `config/knowledge/crisis_weights.yaml` from the phrases beside this file, and says how well
 * others would be read: some authors' phrases by what all the other authors taught. Phrases by one author are too much
 * alike to judge one another.
 */
const KNOWLEDGE = new URL('../../config/knowledge/', import.meta.url);
const PHRASES = new URL('./phrases/', import.meta.url);
/** The files that are left out together. Those in none were written against the reader, and only teach. */
const FOLDS = [/^(dev\.|dev-2|fresh)/, /^dev-3/, /^english-2/, /^languages\./, /^languages-2/];
/** Of the phrases without danger at most so many may be called danger, or be heard at all. */
const MOST = { danger: 0.012, heard: 0.1 } as const;
/** So much less weight is asked of what the grammar calls danger too. */
const SAID_TOO = 0.2;
/** How many of those without distress may be told a kind sentence that was not needed. */
const COMFORTED_IN_VAIN = 0.02;
/** What is missed costs as much as what is asked in vain. */
const PULL: Pull = { sought: 4, other: 4, fewest: 2, isTelling: true };
/** A text of which nothing is known says nothing. */
const LEAST_SAID = 0.2;

const HEAD = `# Written by \`npm run train:crisis\` from bench/crisis/phrases. A line is a feature and its weight in hundredths: w a word,
# p two or three words (_ is any word), n a word after a no, l letters (_ is the edge of a word), k a meaning, m meanings and
# words in their order, s a sign of crisis.yaml, x a context of it, t one anywhere in the text. A " before it: quoted.
`;

const read = (name: string) => parse(readFileSync(new URL(name, KNOWLEDGE), 'utf8'));
const crisis = crisisSchema.parse(read('crisis.yaml'));
const wording = readdirSync(new URL('wording/', KNOWLEDGE))
  .toSorted()
  .map((name) => wordingSchema.parse(read(`wording/${name}`)));
const reader = readerFor({ crisis, wording });

interface Sample extends Phrase {
  readonly windows: readonly Features[];
  readonly isTold: boolean;
  readonly fold: number;
  readonly allowance: number;
}
interface Judged extends Sample {
  readonly score: number;
}

const samples: readonly Sample[] = readdirSync(PHRASES)
  .filter((name) => name.endsWith('.jsonl'))
  .toSorted()
  .flatMap((name) =>
    readPhrases(fileURLToPath(new URL(name, PHRASES))).map((phrase) => {
      const sentences = reader.read(phrase.text);
      return {
        ...phrase,
        windows: windowsOf(sentences),
        allowance: allowanceFor(sentences.length),
        isTold: saysDanger(sentences, crisis),
        fold: FOLDS.findIndex((fold) => fold.test(name)),
      };
    }),
  );

writeFileSync(
  new URL('crisis_weights.yaml', KNOWLEDGE),
  page(HEAD, { danger: dangerModel(), low: lowModel(), other: otherModel() }),
);

function dangerModel(): CrisisWeights['danger'] {
  const isDangerous = ({ label }: Phrase) => label === 'dangerous';
  const judged = crossed(samples, isDangerous);
  const others = judged.filter((one) => !isDangerous(one));
  const told = others.filter((one) => one.isTold);
  const weighed = (one: Judged) => one.score + (one.isTold ? SAID_TOO : 0);
  const threshold = cut(others.map(weighed), others.length * MOST.heard);
  const doubt = rounded(threshold - SAID_TOO);
  const sure = Math.max(doubt, cut(scoresOf(told), others.length * MOST.danger));
  const isHeard = (one: Judged) => weighed(one) >= threshold;
  for (const [fold, files] of FOLDS.entries()) {
    const some = judged.filter((one) => one.fold === fold);
    const share = (all: readonly Judged[], is: (one: Judged) => boolean) =>
      (all.filter(is).length / (all.length || 1)).toFixed(3);
    const [dangerous, rest] = [some.filter(isDangerous), some.filter((one) => !isDangerous(one))];
    const isSure = (one: Judged) => one.isTold && one.score >= sure;
    process.stdout.write(
      `${files.source.padEnd(24)} heard ${share(dangerous, isHeard)} of ${dangerous.length}; of ${rest.length} others danger ${share(rest, isSure)}, maybe ${share(rest, (one) => isHeard(one) && !isSure(one))}\n`,
    );
  }
  const model = fitted(samples, isDangerous);
  return { ...model, threshold: Math.max(threshold, rounded(model.bias + LEAST_SAID)), sure, doubt };
}

function lowModel(): Model {
  const undangerous = samples.filter(({ label }) => label !== 'dangerous');
  const isLow = ({ label }: Phrase) => label === 'low';
  const others = crossed(undangerous, isLow).filter((one) => !isLow(one));
  const model = fitted(undangerous, isLow);
  const threshold = cut(scoresOf(others), others.length * COMFORTED_IN_VAIN);
  return { ...model, threshold: Math.max(threshold, rounded(model.bias + LEAST_SAID)) };
}

/** Whose danger it is. Both sides count the same, so zero is the only threshold needed. */
function otherModel(): Model {
  return fitted(
    samples.filter(({ label }) => label === 'dangerous'),
    ({ about }) => about === 'other',
  );
}

function fitted(some: readonly Sample[], isPositive: (one: Sample) => boolean): Model {
  const model = learn(
    some.map((one) => ({ windows: one.windows, isPositive: isPositive(one) })),
    PULL,
  );
  return { ...model, threshold: 0 };
}

/** Each phrase of a fold with the score given by what all the others taught. */
function crossed(all: readonly Sample[], isPositive: (one: Sample) => boolean): readonly Judged[] {
  return FOLDS.flatMap((_, fold) => {
    const model = fitted(
      all.filter((one) => one.fold !== fold),
      isPositive,
    );
    return all
      .filter((one) => one.fold === fold)
      .map((one) => ({ ...one, score: scoreOf(one.windows, model) - one.allowance }));
  });
}

function scoresOf(some: readonly Judged[]): readonly number[] {
  return some.map(({ score }) => score);
}

/** The least score that no more than so many reach. */
function cut(some: readonly number[], most: number): number {
  const scores = some.toSorted((a, b) => b - a);
  return rounded((scores[Math.max(0, Math.floor(most))] ?? scores.at(-1) ?? 0) + 0.001);
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}
