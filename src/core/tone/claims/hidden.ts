import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { failsOf } from '#core/tone/facts.ts';
import type { Found } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** A text that explains a failed exam, or tells programs of it, and never names the failure. */
export function hidesFailure(
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  { explains_failure, names_failure }: ToneChecks,
): readonly Found[] {
  const [first] = sentences;
  if (!first || !explains_failure.includes(as) || failsOf(grounds, null) === 0) return [];
  const isNamed = sentences.some(({ words }) => {
    const said = ` ${words.join(' ')} `;
    return names_failure.some((phrase) => said.includes(` ${phrase} `));
  });
  const failed = grounds.profile.exams.flatMap(({ outcome, score }) =>
    outcome === 'fail' && score !== null ? String(score) : [],
  );
  const isScored = sentences.some(({ words }) => words.some((word) => failed.includes(word)));
  return isNamed || isScored ? [] : [{ check: 'hidden_failure', from: first.from, to: first.to }];
}
