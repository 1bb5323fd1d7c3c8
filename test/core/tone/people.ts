import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { loadKnowledge } from '#app/load-knowledge.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import { type Grounds, groundsSchema } from '#core/record/grounds.ts';
import { type Checked, checkText } from '#core/tone/check.ts';

export const knowledge = await loadKnowledge(
  fileURLToPath(new URL('../../../config/knowledge/', import.meta.url)),
);
export const SPRING = '2027-05-10T12:00:00Z';

/** What a text rests on, as it would be told. */
export function grounds(told: unknown): Grounds {
  return groundsSchema.parse(told);
}

export const NOBODY = grounds({ profile: {} });

export function check(text: string, as: DraftKind, about: Grounds = NOBODY, at = SPRING): Checked {
  return checkText(text, as, about, knowledge, Temporal.Instant.from(at));
}

export function categoriesIn(
  text: string,
  as: DraftKind,
  about: Grounds = NOBODY,
  at = SPRING,
): readonly string[] {
  return [...new Set(check(text, as, about, at).findings.map(({ category }) => category))];
}
