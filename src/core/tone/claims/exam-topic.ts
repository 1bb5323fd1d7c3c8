import type { Exam } from '#core/record/profile.ts';
import type { Mention } from '#core/tone/claims/words.ts';
import type { Sentence } from '#core/tone/sentences.ts';

export const PASSES = /^(?:pass|passed|passing|cleared|clearing)$/;
export const FAILS = /^(?:fail|failed|failing|failure|failures|unsuccessful|unsuccessfully)$/;
export const NOT_YET =
  /^(?:will|plan|planning|hope|hoping|until|once|before|after|if|not|never|expect|aim|goal|want|going|without|to|when)$/;

export interface About {
  readonly sentence: Sentence;
  readonly mentions: readonly Mention[];
  /** The exam that was named last before this sentence. */
  readonly topic: Exam | null;
}

/** The exam that words at `at` are about: the nearest one before, in this sentence or an earlier one, else the first. */
export function examAt({ mentions, topic }: About, at: number): Exam | null {
  return mentions.findLast(({ from }) => from <= at)?.exam ?? topic ?? mentions[0]?.exam ?? null;
}
