import type { Facts } from '#core/assessment/judge.ts';
import type { BAND_FIELDS } from '#core/knowledge/fields.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Profile } from '#core/record/profile.ts';

export type Quartiles = readonly [lower: number, median: number, upper: number];

/** The quartiles between which a score lies. A score equal to a quartile counts as reaching it. */
export function bandOf(
  score: number,
  [lower, median, upper]: Quartiles,
): 'below' | 'lower' | 'upper' | 'above' {
  if (score < lower) return 'below';
  if (score < median) return 'lower';
  return score < upper ? 'upper' : 'above';
}

type BandFacts = Readonly<Record<(typeof BAND_FIELDS)[number], string | number | null>>;

export const NO_BAND: BandFacts = {
  target_band: null,
  target_lower: null,
  target_name: null,
  published_year: null,
};

export function bandFacts({ type, target }: Profile, facts: Facts, knowledge: Knowledge): BandFacts {
  const target_name = knowledge.specialties.specialties.find(({ id }) => id === target)?.name ?? null;
  const { population, fields, year } = knowledge.realism.published;
  const figures = fields.find(({ field }) => field === target);
  const score = facts.step2ck === 'passed' ? facts.step2_score : null;
  if (type !== population.type || !figures || typeof score !== 'number') return { ...NO_BAND, target_name };
  return {
    target_band: bandOf(score, figures.matched),
    target_lower: figures.matched[0],
    target_name,
    published_year: year,
  };
}
