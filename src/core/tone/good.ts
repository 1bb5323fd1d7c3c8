import type { ToneChecks } from '#core/knowledge/tone-checks.ts';
import type { DraftKind } from '#core/record/draft-kind.ts';
import type { Grounds } from '#core/record/grounds.ts';
import { examsIn, monthOf } from '#core/tone/claims/words.ts';
import { failsOf } from '#core/tone/facts.ts';
import type { Remark } from '#core/tone/remark.ts';
import type { Sentence } from '#core/tone/sentences.ts';
import { wordCount } from '#core/tone/shape.ts';

/** What is good about a text and worth keeping, in short sentences. */
export function goodIn(
  sentences: readonly Sentence[],
  as: DraftKind,
  grounds: Grounds,
  { good, names_failure }: ToneChecks,
  most: number,
  findings: readonly Remark[],
): readonly string[] {
  if (sentences.length === 0) return [];
  const said = sentences.map(({ words }) => ` ${words.join(' ')} `);
  const has = (pattern: RegExp) => said.some((one) => pattern.test(one));
  const isFound = (category: Remark['category']) => findings.some((one) => one.category === category);
  const words = wordCount(sentences);
  const namesFailure = sentences.some(
    (sentence, at) =>
      examsIn(sentence).length > 0 && names_failure.some((phrase) => said[at]?.includes(` ${phrase} `)),
  );
  const figures = sentences.flatMap(({ words: all }) =>
    all.filter((word) => /^\d+%?$/.test(word) && word.length > 1),
  );
  const hasDate = sentences.some(
    ({ words: all }) =>
      all.some((_, at) => monthOf(all, at) !== null) &&
      all.some((word) => /^(?:scheduled|retake|plan|will|booked|sit|begin|start)$/.test(word)),
  );
  const place = grounds.to?.place?.toLowerCase() ?? null;
  const kept: readonly (readonly [boolean, string])[] = [
    [namesFailure && failsOf(grounds, null) > 0 && !isFound('contradicts-record'), good.names_failure],
    [sentences.filter(({ asks }) => asks).length === 1, good.one_question],
    [has(/ (?:thank|thanks|grateful|appreciate|appreciated) /) && !isFound('begging'), good.thanks],
    [figures.length >= 2 && !isFound('contradicts-record'), good.figures],
    [hasDate && !isFound('contradicts-record'), good.plan_dated],
    [
      as === 'letter-request' && has(/ strong /) && has(/ (?:comfortable|understand|if not|able) /),
      good.way_out,
    ],
    [place !== null && said.some((one) => one.includes(` ${place} `)), good.own_place],
    [words >= 20 && words <= most, good.within_length],
  ];
  return kept.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
}
