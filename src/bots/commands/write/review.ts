import type { Context } from '#bots/chat/context.ts';
import { type DraftPaper, personIn } from '#bots/commands/write/papers.ts';
import { groundsOf } from '#core/draft/draft.ts';
import { type MaySend, maySend } from '#core/draft/may-send.ts';
import type { Draft } from '#core/record/draft.ts';
import { type Checked, checkText } from '#core/tone/check.ts';
import { keyOf, type Remark } from '#core/tone/remark.ts';

/** A draft as the check sees it now. */
export interface Review {
  /** Findings that the person has not set aside. */
  readonly open: readonly Remark[];
  readonly good: Checked['good'];
  /** Nothing is left that must be mended, and the rules allow it now. */
  readonly ready: boolean;
  readonly send: MaySend;
}

export function review(context: Context, { content }: Pick<DraftPaper, 'content'>): Review {
  const { knowledge, now } = context;
  const grounds = groundsOf(personIn(context), content.person);
  const { findings, good } = checkText(content.text, content.kind, grounds, knowledge, now);
  const open = findings.filter((one) => !isSetAside(content, one));
  const send = maySend(content.kind, grounds, knowledge, now);
  return { open, good, ready: send.may && !open.some(({ severity }) => severity === 'must'), send };
}

/** A blank cannot be kept as it is, and a rule of the Match cannot be waved away. */
export function maySetAside({ category }: Remark): boolean {
  return category !== 'leftover-blank' && category !== 'contact-not-allowed';
}

function isSetAside({ dismissed }: Draft, remark: Remark): boolean {
  return maySetAside(remark) && dismissed.includes(keyOf(remark));
}
