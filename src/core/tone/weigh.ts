import type { Soft, ToneWeights } from '#core/knowledge/tone.ts';
import type { Features } from '#core/language/linear.ts';
import type { Window } from '#core/tone/features.ts';
import type { Hit } from '#core/tone/reader.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** A sentence that the model finds where no rule holds. */
export interface Weighed {
  readonly category: Soft;
  readonly sentence: Sentence;
}

/** What a finding of the model is called, where those of rules have the id of the rule. */
export function weighedId(category: Soft): string {
  return `weighed_${category.replaceAll('-', '_')}`;
}

/** What is left of the rules' hits where the model does not contradict them, and what it finds by itself. */
export interface Judgement {
  readonly hits: readonly Hit[];
  readonly found: readonly Weighed[];
}

/** From where on a stretch is found by the model alone, and below which score it contradicts a rule. */
export interface Marks {
  readonly threshold: number;
  readonly doubt: number;
}

/** Weighs every category of the model in every window. */
export function weigh(
  sentences: readonly Sentence[],
  windows: readonly Window[],
  hits: readonly Hit[],
  weights: ToneWeights,
): Judgement {
  const { categories, table } = tableFor(weights);
  const scores = windows.map(({ features }) => scoresIn(features, categories.length, table));
  const judged = categories.map((category, column) => {
    const { bias, ...marks } = weights[category];
    const own = hits.filter(({ rule }) => rule.category === category);
    return judge(
      category,
      sentences,
      windows,
      scores.map((row) => bias + (row[column] ?? 0)),
      own,
      marks,
    );
  });
  const hard = hits.filter(({ rule }) => !categories.some((category) => category === rule.category));
  return {
    hits: [...hard, ...judged.flatMap((one) => one.hits)],
    found: judged.flatMap((one) => one.found),
  };
}

const MORE = 0.15;
const FEW_SENTENCES = 3;

/** Of many sentences one scores high by chance: each doubling beyond a few asks for more. */
export function allowanceFor(sentences: number): number {
  return MORE * Math.log2(Math.max(1, sentences / FEW_SENTENCES));
}

/** Joins what the rules of one category found with what each window scores in it. */
export function judge(
  category: Soft,
  sentences: readonly Sentence[],
  windows: readonly Window[],
  scores: readonly number[],
  hits: readonly Hit[],
  { threshold, doubt }: Marks,
): Judgement {
  const allowance = allowanceFor(sentences.length);
  const scored = windows.map(({ from, to }, at) => ({ from, to, score: (scores[at] ?? 0) - allowance }));
  const around = sentences.map(() => Number.NEGATIVE_INFINITY);
  const alone = sentences.map(() => Number.NEGATIVE_INFINITY);
  for (const { from, to, score } of scored) {
    if (to - from === 1) alone[from] = score;
    for (let at = from; at < to; at += 1) around[at] = Math.max(score, around[at] ?? score);
  }
  const places = new Map(sentences.map((sentence, at) => [sentence, at]));
  const placeOf = ({ sentence }: Hit) => places.get(sentence) ?? -1;
  const kept = hits.filter((hit) => (around[placeOf(hit)] ?? 0) >= doubt);
  const taken = new Set(kept.map(placeOf));
  const found: Weighed[] = [];
  for (const { from, to, score } of scored.toSorted((a, b) => b.score - a.score)) {
    if (score < threshold) break;
    const covered = sentences.slice(from, to).map((_, index) => from + index);
    if (covered.some((at) => taken.has(at))) continue;
    for (const at of covered) taken.add(at);
    const gravest = covered.toSorted((a, b) => (alone[b] ?? 0) - (alone[a] ?? 0))[0];
    const sentence = sentences[gravest ?? from];
    if (sentence) found.push({ category, sentence });
  }
  return { hits: kept, found };
}

interface Table {
  readonly categories: readonly Soft[];
  /** What each feature weighs, by category. */
  readonly table: ReadonlyMap<string, Float64Array>;
}

const tables = new WeakMap<ToneWeights, Table>();

function tableFor(weights: ToneWeights): Table {
  const known = tables.get(weights);
  if (known) return known;
  const models = Object.entries(weights) as [Soft, ToneWeights[Soft]][];
  const table = new Map<string, Float64Array>();
  models.forEach(([, model], column) => {
    for (const [feature, weight] of model.weights) {
      const row = table.get(feature) ?? new Float64Array(models.length);
      row[column] = weight;
      table.set(feature, row);
    }
  });
  const made = { categories: models.map(([category]) => category), table };
  tables.set(weights, made);
  return made;
}

function scoresIn(features: Features, columns: number, table: Table['table']): Float64Array {
  const scores = new Float64Array(columns);
  for (const [feature, value] of features) {
    const row = table.get(feature);
    if (row) for (let at = 0; at < columns; at += 1) scores[at] = (scores[at] ?? 0) + value * (row[at] ?? 0);
  }
  return scores;
}
