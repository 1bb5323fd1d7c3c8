import { lookBack } from '#core/assessment/story.ts';
import type { AutopsyRules } from '#core/knowledge/autopsy.ts';
import { findings, opens, type Reader } from '#core/reading/finding.ts';
import type { Autopsy } from '#core/reading/shapes.ts';
import type { Profile } from '#core/record/profile.ts';

/** U3: looks back on the latest cycle that ended without a full position. */
export function autopsy(profile: Profile, rules: AutopsyRules, reader: Reader): Autopsy {
  const cycle = lookBack(profile);
  if (!cycle) return { title: rules.title, says: rules.none, year: null, parts: [] };
  const parts = rules.parts.map(({ id, title, findings: said, open }) => ({
    id,
    title,
    findings: findings(said, reader),
    open: opens(open, reader),
  }));
  return {
    title: rules.title,
    says: rules.says,
    year: cycle.year,
    parts: parts.filter((part) => part.findings.length + part.open.length > 0),
  };
}
