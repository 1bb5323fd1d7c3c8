import type { ReuseRules } from '#core/knowledge/reuse.ts';
import type { Profile } from '#core/record/profile.ts';
import type { Say } from '#core/text.ts';

/** Something besides the text that was sent before, and a line that names it. */
export interface ReusedPart {
  readonly part: 'statement' | 'letters' | 'old_letters' | 'undated_letters' | 'experience';
  readonly line: string;
}

/**
 * What a record says was sent before and is being sent again: a statement and letters said to be recycled, and letters
 * and experience no newer than the application of the latest finished cycle. Empty if nothing says so.
 */
export function reusedIn(profile: Profile, rules: ReuseRules, say: Say): readonly ReusedPart[] {
  const latest = Math.max(
    ...profile.cycles.flatMap(({ year, outcome }) => (outcome === 'applying' ? [] : (year ?? []))),
  );
  const recycled = profile.cycles.flatMap(({ year, statement, letters }): ReusedPart[] => {
    const named = (part: 'statement' | 'letters') => ({
      part,
      line: say.plain(`reuse.also.${part}.${year === null ? 'undated' : 'dated'}`, { year: year ?? '' }),
    });
    return [
      ...(statement === 'recycled' ? [named('statement')] : []),
      ...(letters === 'recycled' ? [named('letters')] : []),
    ];
  });
  if (!Number.isFinite(latest)) return recycled;
  // A Match in March belongs to an application from the autumn before.
  const sent = latest - 1;
  const sentIn = `${sent}-${String(rules.application_month).padStart(2, '0')}`;
  const letters = profile.letters.filter(({ year }) => year !== null && year <= sent).length;
  const undated = profile.letters.filter(({ year }) => year === null).length;
  const experience = profile.experience.filter(({ until }) => until !== null && until <= sentIn).length;
  const counted = (part: ReusedPart['part'], count: number): readonly ReusedPart[] =>
    count === 0 ? [] : [{ part, line: say.plain(`reuse.also.${part}`, { count, year: latest }) }];
  return [
    ...recycled,
    ...counted('old_letters', letters),
    ...counted('undated_letters', undated),
    ...counted('experience', experience),
  ];
}
