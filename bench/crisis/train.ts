import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { dangerIn, readerFor, scoreOf } from '#core/crisis/crisis.ts';
import type { Features } from '#core/crisis/features.ts';
import { windowsOf } from '#core/crisis/features.ts';
import { crisisSchema, type Model, wordingSchema } from '#core/knowledge/crisis.ts';
import { learn } from './learn.ts';
import { type Phrase, readPhrases } from './phrases.ts';

/**
 * Learns the weights of `config/knowledge/crisis_weights.yaml` from the phrases beside this file, and says how well others
 * would be read: each fifth of the phrases by what the other four taught.
 */
const KNOWLEDGE = new URL('../../config/knowledge/', import.meta.url);
const PHRASES = new URL('./phrases/', import.meta.url);
const FOLDS = 5;
/** How many of the phrases without danger may be asked about, or told a kind sentence that was not needed. */
const ASKED_IN_VAIN = 0.05;
const COMFORTED_IN_VAIN = 0.04;
/** A text of which nothing is known says nothing. */
const LEAST_SAID = 0.2;
/** Phrases that were written before the reader was built; only they say how well others are read. */
const BEFOREHAND = 'dev.jsonl';

const read = (name: string) => parse(readFileSync(new URL(name, KNOWLEDGE), 'utf8'));
const crisis = crisisSchema.parse(read('crisis.yaml'));
const wording = readdirSync(new URL('wording/', KNOWLEDGE))
  .toSorted()
  .map((name) => wordingSchema.parse(read(`wording/${name}`)));
const reader = readerFor({ crisis, wording });

interface Sample extends Phrase {
  readonly windows: readonly Features[];
  readonly isTold: boolean;
  readonly isBeforehand: boolean;
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
        isTold: dangerIn(sentences, crisis) !== null,
        isBeforehand: name === BEFOREHAND,
      };
    }),
  );

const danger = trained(
  samples,
  ({ label }) => label === 'dangerous',
  ASKED_IN_VAIN,
  (one) => !one.isTold,
);
const undangerous = samples.filter(({ label }) => label !== 'dangerous');
const low = trained(
  undangerous,
  ({ label }) => label === 'low',
  COMFORTED_IN_VAIN,
  () => true,
);
writeFileSync(new URL('crisis_weights.yaml', KNOWLEDGE), page({ danger, low }));

/** Fits on all, with the threshold that a cross-validation gives for the share that may be taken in vain. */
function trained(
  all: readonly Sample[],
  isPositive: (one: Sample) => boolean,
  inVain: number,
  isOpen: (one: Sample) => boolean,
): Model {
  const fitted = (some: readonly Sample[]) =>
    learn(some.map((one) => ({ windows: one.windows, isPositive: isPositive(one) })));
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (one: Sample, at: number) => one.isBeforehand && at % FOLDS === fold;
    const model = fitted(all.filter((one, at) => !isIn(one, at)));
    return all.filter(isIn).map((one) => ({ ...one, score: scoreOf(one.windows, model) }));
  }).flat();
  const others = judged.filter((one) => !isPositive(one));
  const scores = others.filter(isOpen).map(({ score }) => score);
  const threshold = scores.toSorted((a, b) => b - a)[Math.floor(others.length * inVain)] ?? 0;
  report(judged.filter(isPositive), (one) => one.isTold || one.score > threshold);
  const model = fitted(all);
  const least = model.bias + LEAST_SAID;
  return { ...model, threshold: Math.round(Math.max(threshold + 0.001, least) * 1000) / 1000 };
}

function report<T extends Sample>(positives: readonly T[], isFound: (one: T) => boolean): void {
  process.stdout.write(`found ${positives.filter(isFound).length} of ${positives.length}\n`);
  for (const [stratum, some] of Map.groupBy(positives, (one) => one.stratum)) {
    process.stdout.write(`  ${stratum}: ${some.filter(isFound).length} of ${some.length}\n`);
  }
}

function page(models: Readonly<Record<'danger' | 'low', Model>>): string {
  const parts = Object.entries(models).map(([name, { bias, threshold, weights }]) => {
    const lines = [...weights]
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([feature, weight]) => `    ${feature}\t${Math.round(weight * 100)}`);
    return `${name}:\n  bias: ${bias}\n  threshold: ${threshold}\n  weights: |\n${lines.join('\n')}\n`;
  });
  return `# Written by \`npm run train:crisis\` from bench/crisis/phrases. A line is a feature and its weight in hundredths: w a word,
# p a pair of words, l letters (_ is the edge of a word), s a sign of crisis.yaml, x a context of it, t one anywhere in the text.
${parts.join('')}`;
}
