import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { loadKnowledge } from '#app/load-knowledge.ts';
import { type Attempt, type Cycle, cycleSchema, type Profile, profileSchema } from '#core/record/profile.ts';

export const KNOWLEDGE_DIR = fileURLToPath(new URL('../../../config/knowledge/', import.meta.url));
export const knowledge = await loadKnowledge(KNOWLEDGE_DIR);

/** The day that everything here is told from: interview season of the 2027 Match. */
export const NOW = Temporal.Instant.from('2026-11-22T12:00:00Z');

export function person(told: Partial<Profile> = {}): Profile {
  return profileSchema.parse(told);
}

export const step1: Attempt = { exam: 'step1', on: '2023-03', outcome: 'pass', score: null };

export function ck(
  outcome: Attempt['outcome'],
  score: number | null = null,
  on: string | null = '2025-09',
): Attempt {
  return { exam: 'step2ck', on, outcome, score };
}

export function cycle(year: number | null, interviews: number | null, more: Partial<Cycle> = {}): Cycle {
  return cycleSchema.parse({ year, outcome: 'unmatched', interviews, changed: 'no', ...more });
}

/** Somebody who meets all five conditions of article R and applies again: the base from which others differ. */
export const solid: Profile = person({
  type: 'non_us_img',
  graduated: 2023,
  exams: [step1, ck('pass', 245)],
  usMonths: 3,
  usRealistic: 'yes',
  strongLetters: 3,
  recentClinical: 'yes',
  strength: 'no',
  cycles: [cycle(2026, 3)],
  target: 'internal',
  acceptable: [],
  registered: 'unknown',
  pathway: 'yes',
  pathwayFor: 2028,
});
