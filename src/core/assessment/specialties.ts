import { type Facts, judge, type Truth } from '#core/assessment/judge.ts';
import type { Condition } from '#core/knowledge/condition.ts';
import type { Specialties } from '#core/knowledge/specialties.ts';

/** Whether a field is above a profile. Null if there is no such field, or we do not know what decides it. */
export function isAbove(specialties: Specialties, id: string | null, facts: Facts): Truth {
  const specialty = specialties.specialties.find((candidate) => candidate.id === id);
  if (!specialty) return null;
  const tier = specialties.tiers.find(({ id: named }) => named === specialty.tier);
  if (tier?.placed === false) return null;
  const above: Condition | undefined = tier?.above;
  return above ? judge(above, facts) : false;
}

/** Whether any of our sources places a field. */
export function isPlaced({ tiers, specialties }: Specialties, id: string): boolean {
  const specialty = specialties.find((candidate) => candidate.id === id);
  return tiers.find(({ id: tier }) => tier === specialty?.tier)?.placed ?? true;
}
