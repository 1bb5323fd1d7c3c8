import type { Context } from '#bots/chat/context.ts';
import { type DraftPaper, personIn } from '#bots/commands/write/papers.ts';
import { claimsNow, openClaims } from '#core/draft/claims.ts';
import { fillOf, groundsOf } from '#core/draft/draft.ts';
import type { LedgerLine } from '#core/draft/ledger.ts';
import { type MaySend, maySend } from '#core/draft/may-send.ts';
import type { Draft } from '#core/record/draft.ts';
import { type Checked, checkText } from '#core/tone/check.ts';
import { keyOf, type Remark } from '#core/tone/remark.ts';

/** What the check found, or a claim about the person that no fact stands behind. */
export type Finding = Omit<Remark, 'category'> & { readonly category: Remark['category'] | 'no-fact' };

/** A draft as the check sees it now. */
export interface Review {
  /** Findings that the person has not set aside. */
  readonly open: readonly Finding[];
  readonly good: Checked['good'];
  /** Nothing is left that must be mended, and the rules allow it now. */
  readonly ready: boolean;
  readonly send: MaySend;
}

export function review(context: Context, { content }: Pick<DraftPaper, 'content'>): Review {
  const { knowledge, now } = context;
  const grounds = groundsOf(personIn(context), content.person);
  const { findings, good } = checkText(content.text, content.kind, grounds, knowledge, now);
  const told = unfounded(context, content).filter(
    ({ from, to }) => !findings.some((one) => one.from < to && from < one.to),
  );
  const all = [...findings, ...told].toSorted((a, b) => a.from - b.from);
  const open = all.filter((one) => !isSetAside(content, one));
  const send = maySend(content.kind, grounds, knowledge, now);
  return { open, good, ready: send.may && !open.some(({ severity }) => severity === 'must'), send };
}

/** A blank cannot be kept as it is, and a rule of the Match cannot be waved away. */
export function maySetAside({ category }: Finding): boolean {
  return category !== 'leftover-blank' && category !== 'contact-not-allowed';
}

function isSetAside({ dismissed }: Draft, finding: Finding): boolean {
  return maySetAside(finding) && dismissed.includes(keyOf(finding));
}

/** Claims of the text as it stands now: see the claim ledger. */
export function claimsOf(context: Context, draft: Draft): readonly LedgerLine[] {
  const { knowledge, now } = context;
  const { text, person, answers } = draft;
  const record = personIn(context);
  const filled = fillOf(draft, record, knowledge, now);
  return claimsNow(text, filled, groundsOf(record, person), answers, knowledge);
}

function unfounded(context: Context, draft: Draft): readonly Finding[] {
  const { say } = context;
  return openClaims(claimsOf(context, draft), draft.template === null).map(
    ({ words, from, to, isAgainst }) => {
      const key = isAgainst ? 'drafts.against' : 'drafts.no_fact';
      return {
        category: isAgainst ? 'contradicts-record' : 'no-fact',
        rule: 'claim',
        words,
        from,
        to,
        why: say.plain(`${key}.why`),
        better: say.plain(`${key}.better`),
        severity: 'should',
      };
    },
  );
}
