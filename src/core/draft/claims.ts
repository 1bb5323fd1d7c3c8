import type { Filled } from '#core/draft/fill.ts';
import { type LedgerLine, ledgerOf, type OpenClaim } from '#core/draft/ledger.ts';
import type { Words } from '#core/draft/tellings.ts';
import type { Answers } from '#core/record/draft.ts';
import type { Grounds } from '#core/record/grounds.ts';

/**
 * Every sentence of a text that states something about its writer, as the text stands now: what its template put there with
 * the facts it came from, and what somebody wrote or changed as `ledgerOf` reads it. `filled`: what the template gives;
 * null for a text of the person's own.
 */
export function claimsNow(
  text: string,
  filled: Filled | null,
  grounds: Grounds,
  answers: Answers,
  knowledge: Words,
): readonly LedgerLine[] {
  const kept = (filled?.claims ?? []).flatMap(({ sentence, facts }): readonly LedgerLine[] => {
    const from = text.indexOf(sentence);
    return from < 0 ? [] : [{ sentence, from, to: from + sentence.length, facts, open: [] }];
  });
  if (filled?.body === text) return kept;
  const told = ledgerOf(text, grounds, answers, knowledge).filter(
    ({ sentence }) => !filled?.body.includes(sentence),
  );
  return [...kept, ...told].toSorted((a, b) => a.from - b.from);
}

/**
 * The claims that a draft should not go out with, one a sentence: what the record says otherwise, and in a draft of ours
 * also what no fact stands behind. A text of the person's own may say more than they told us.
 */
export function openClaims(lines: readonly LedgerLine[], isOwn: boolean): readonly OpenClaim[] {
  return lines.flatMap(({ open }) => {
    const against = open.find(({ isAgainst }) => isAgainst);
    return against ?? (isOwn ? [] : (open[0] ?? []));
  });
}
