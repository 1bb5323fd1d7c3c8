import { truth } from '#core/assessment/told.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Cycles } from '#core/season/cycle.ts';

/** The Match that a person is in, or else aims for next. */
export function aimedMatch({ running, next }: Pick<Cycles, 'running' | 'next'>): number | null {
  return (running ?? next)?.year ?? null;
}

/** Pathways have their own season: one counts for the Match for which it was accepted. A certificate stays valid. */
export function pathwayFacts(profile: Profile, { running, next }: Cycles) {
  const certificate = truth(profile.certificate);
  if (certificate === true) return { certificate, pathway: true, pathway_before: false };
  const aimedAt = aimedMatch({ running, next });
  // A record from before we kept the year refers to the latest season that the person took part in.
  const years = profile.cycles.flatMap(({ year }) => year ?? []);
  const acceptedFor = profile.pathwayFor ?? (years.length > 0 ? Math.max(...years) : aimedAt);
  const isOld =
    profile.pathway === 'yes' && aimedAt !== null && acceptedFor !== null && acceptedFor < aimedAt;
  return { certificate, pathway: isOld ? null : truth(profile.pathway), pathway_before: isOld };
}
