import type { Explained } from '#core/explanation/explain.ts';
import { PARTS } from '#core/knowledge/explanation.ts';
import type { Balance } from '#core/pictures/balance.ts';
import type { Say } from '#core/text.ts';

/** What the picture of an explanation shows: the share of each part next to the one it should have. */
export function balanceOf({ shares, target, words, sentences, spokenSeconds }: Explained, say: Say): Balance {
  return {
    title: say.plain('explanation.picture.title'),
    rows: PARTS.map((part) => ({
      label: say.plain(`explanation.part.${part}`),
      share: shares[part],
      target: target[part],
    })),
    words,
    sentences,
    seconds: spokenSeconds,
    note: say.plain('explanation.picture.note'),
  };
}
