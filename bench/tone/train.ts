import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Model } from '#core/knowledge/linear.ts';
import { type Soft, softSchema, toneFileSchema } from '#core/knowledge/tone.ts';
import { toneMeaningsSchema } from '#core/knowledge/tone-meanings.ts';
import { type Linear, scoreOf } from '#core/language/linear.ts';
import { toneFacts } from '#core/tone/facts.ts';
import { type Window, windowsOf } from '#core/tone/features.ts';
import { applies, type Hit, toneReaderFor } from '#core/tone/reader.ts';
import { type Sentence, sentencesOf } from '#core/tone/sentences.ts';
import { allowanceFor, type Marks } from '#core/tone/weigh.ts';
import { learn, type Pull } from '../linear/learn.ts';
import { page } from '../linear/page.ts';
import { type Text, textsOf } from './texts.ts';

/**
 * Learns `config/knowledge/tone_weights.yaml` from the texts beside this file that teach, and says how well each author's
 * texts are read by what all the others taught. The marks come from these figures: texts of one author are too much alike
 * to judge one another.
 */
const KNOWLEDGE = new URL('../../config/knowledge/', import.meta.url);
const PULL: Pull = { sought: 1, other: 0.5, fewest: 2 };
/** Lighter weights would only make the file longer. */
const HEAVIEST = 2_500;
const HEAD = `# Written by \`npm run train:tone\` from bench/tone. A line is a feature and its weight in hundredths: w a word, p two or three
# words (_ is any word, ^ the beginning), n a word after a no, @ a word class of tone/*.yaml, m classes and words in their order,
# r a rule that holds, ? what is seen rather than read, b a word of the sentence before, as the kind of text, v and c from tone_meanings.yaml. A " before it: quoted; a ! before it: after a _no_.
`;

interface Sample extends Text {
  readonly windows: readonly Window[];
  readonly hits: readonly (Hit & { readonly at: number })[];
  readonly sentences: readonly Sentence[];
}
/** The highest score of a text, and the highest around words that a rule holds for. */
interface Judged {
  readonly sample: Sample;
  readonly score: number;
  readonly told: number;
}

const reader = toneReaderFor(
  readdirSync(new URL('tone/', KNOWLEDGE))
    .toSorted()
    .map((name) => toneFileSchema.parse(parse(readFileSync(new URL(`tone/${name}`, KNOWLEDGE), 'utf8')))),
);
const meanings = toneMeaningsSchema.parse(
  parse(readFileSync(new URL('tone_meanings.yaml', KNOWLEDGE), 'utf8')),
);
const samples: readonly Sample[] = ['dev-', 'teach-', 'test-b'].flatMap(textsOf).map((text) => {
  const sentences = sentencesOf(text.text);
  const facts = toneFacts(text.grounds);
  const found = reader.find(
    sentences,
    reader.rules.filter((rule) => applies(rule, text.as, facts)),
  );
  const windows = windowsOf(text.text, sentences, text.as, reader, found, meanings);
  return {
    ...text,
    sentences,
    windows,
    hits: found.map((hit) => ({ ...hit, at: sentences.indexOf(hit.sentence) })),
  };
});
/** Those of the records hold nothing that is looked for, and go with the other whole texts. */
const authorOf = ({ author }: Sample) =>
  author === 'teach-records' ? 'dev-a' : author.startsWith('test-b') ? 'test-b' : author;
/** Texts as people send them. The others are short and hard on purpose: they teach, and set no marks. */
const LIKE_DRAFTS = new Set(['dev-a', 'teach-5']);
const authors = [...new Set(samples.map(authorOf))];

writeFileSync(
  new URL('tone_weights.yaml', KNOWLEDGE),
  page(
    HEAD,
    Object.fromEntries(softSchema.options.map((category) => [category, modelOf(category)] as const)),
  ),
);

function modelOf(category: Soft): Model & Marks {
  const judged = authors.flatMap((author) => {
    const model = fitted(
      samples.filter((one) => authorOf(one) !== author),
      category,
    );
    return samples
      .filter((one) => authorOf(one) === author)
      .map((sample) => judgedBy(model, sample, category));
  });
  const marks = bestMarks(judged, category);
  process.stdout.write(`${category.padEnd(16)} ${figures(judged, category, marks)}\n`);
  for (const author of authors) {
    const own = judged.filter(({ sample }) => authorOf(sample) === author);
    process.stdout.write(`  ${author.padEnd(16)} ${figures(own, category, marks)}\n`);
  }
  const { bias, weights } = fitted(samples, category);
  const heaviest = [...weights].toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, HEAVIEST);
  return { bias, ...marks, weights: new Map(heaviest) };
}

function fitted(some: readonly Sample[], category: Soft): Linear {
  return learn(
    some.map(({ windows, categories }) => ({
      windows: windows.map(({ features }) => features),
      isPositive: categories.includes(category),
    })),
    PULL,
  );
}

function judgedBy(model: Linear, sample: Sample, category: Soft): Judged {
  const { windows, hits, sentences } = sample;
  const own = hits.filter(({ rule }) => rule.category === category);
  const around = windows.filter(({ from, to }) => own.some(({ at }) => from <= at && at < to));
  const allowance = allowanceFor(sentences.length);
  const best = (some: readonly Window[]) =>
    scoreOf(
      some.map(({ features }) => features),
      model,
    ) - allowance;
  return { sample, score: best(windows), told: best(around) };
}

function isFound({ score, told }: Judged, { threshold, doubt }: Marks): boolean {
  return score >= threshold || told >= doubt;
}

/** The marks by which precision and recall are best together on texts like drafts. */
function bestMarks(all: readonly Judged[], category: Soft): Marks {
  const judged = all.filter(({ sample }) => LIKE_DRAFTS.has(authorOf(sample)));
  let best = { threshold: 0, doubt: 0, share: -1 };
  for (let sure = 40; sure >= -120; sure -= 4) {
    for (let doubt = sure; doubt >= -200; doubt -= 8) {
      const marks = { threshold: sure / 100, doubt: doubt / 100 };
      const { precision, recall } = measured(judged, category, marks);
      const share = (2 * precision * recall) / (precision + recall || 1);
      if (share > best.share) best = { ...marks, share };
    }
  }
  return { threshold: best.threshold, doubt: best.doubt };
}

function measured(judged: readonly Judged[], category: Soft, marks: Marks) {
  const isWanted = ({ sample }: Judged) => sample.categories.includes(category);
  const found = judged.filter((one) => isFound(one, marks));
  const wanted = judged.filter(isWanted).length;
  const right = found.filter(isWanted).length;
  const share = (of: number) => (of === 0 ? 1 : right / of);
  return { precision: share(found.length), recall: share(wanted), right, found: found.length, wanted };
}

function figures(judged: readonly Judged[], category: Soft, marks: Marks): string {
  const { precision, recall, right, found, wanted } = measured(judged, category, marks);
  return `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${right} right, ${found} found, ${wanted} there)`;
}
