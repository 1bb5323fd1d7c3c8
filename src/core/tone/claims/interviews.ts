import type { Grounds } from '#core/record/grounds.ts';
import { numberOf } from '#core/tone/claims/words.ts';
import { type Found, foundIn } from '#core/tone/found.ts';
import type { Sentence } from '#core/tone/sentences.ts';

/** Somebody else may have had them, or they are yet to come. */
const OTHERS =
  /^(?:he|she|they|who|partner|wife|husband|friends?|classmates?|colleagues?|sister|brother|cousin|applicants|people|someone|left|more|next|upcoming|remaining|scheduled|hope|would|will|could|if|least|mock|practice|average|soap|tomorrow|today)$/;
const HAD =
  /^(?:had|have|received|attended|got|did|earned|with|after|my|our|from|zero|no|without|not|recap|cycle)$/;
/** "Six interviews and no match": they were one's own. */
const IN_VAIN = /\bno match\b|\bunmatched\b|\bnot match\b/;
const NONE_OF =
  /\b(?:no|zero|without an?|without any|not an?|not one|not a single|without a single)(?: single)? interviews?\b/;

/** How many interviews a text says there were, against those of the record's cycles: one of them, or all together. */
export function interviewClaims(sentences: readonly Sentence[], { profile }: Grounds): readonly Found[] {
  const held = profile.cycles.map((one) => one.interviews);
  const counted = held.flatMap((one) => one ?? []);
  if (counted.length === 0 || counted.length < held.length) return [];
  const allowed = new Set([...counted, counted.reduce((sum, one) => sum + one, 0)]);
  const known = counted.join(', ');
  return sentences.flatMap((sentence): readonly Found[] => {
    const { words } = sentence;
    return words.flatMap((word, at): readonly Found[] => {
      if (!/^interviews?$/.test(word)) return [];
      const before = words.slice(0, at);
      const clause = words.slice(before.findLastIndex((one) => /^(?:i|my|we|our)$/.test(one)) + 1, at + 5);
      if (clause.some((one) => OTHERS.test(one))) return [];
      if (
        /^(?:at|with|yet|was|is|skills|day|questions?|answers?|season)$/.test(words[at + 1] ?? '') &&
        word === 'interview'
      )
        return [];
      const isNone = NONE_OF.test(words.slice(Math.max(0, at - 4), at + 1).join(' '));
      const place = [at - 1, at - 2, at - 3].find(
        (one) => words[one] !== ',' && numberOf(words[one]) !== null,
      );
      const count = isNone ? 0 : place === undefined ? null : numberOf(words[place]);
      const from = place ?? at - 1;
      if (count === null || count > 99 || allowed.has(count)) return [];
      const isHad =
        words.slice(Math.max(0, from - 4), from + 1).some((one) => HAD.test(one)) ||
        (from === 0 && IN_VAIN.test(words.slice(at).join(' ')));
      return isHad ? foundIn('other_interviews', sentence, from, at + 1, { known }) : [];
    });
  });
}
