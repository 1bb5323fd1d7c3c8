import { z } from 'zod';
import type { Profile } from '#core/assessment/profile.ts';
import { lookBack } from '#core/assessment/story.ts';
import {
  findings,
  idSchema,
  openSchema,
  opens,
  type Reader,
  ruleSchema,
  sentenceSchema,
  titleSchema,
} from '#core/reading/finding.ts';
import type { Autopsy } from '#core/reading/shapes.ts';

/** `autopsy.yaml`. */
export const autopsySchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Said instead where no cycle has ended. */
  none: sentenceSchema,
  parts: z
    .array(
      z.strictObject({
        id: idSchema,
        title: titleSchema,
        findings: z.array(ruleSchema),
        open: z.array(openSchema),
      }),
    )
    .min(1),
});
export type AutopsyRules = z.infer<typeof autopsySchema>;

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
