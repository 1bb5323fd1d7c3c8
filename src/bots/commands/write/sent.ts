import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { comesNext } from '#bots/commands/write/comes-next.ts';
import { addresseeOf, openDraft } from '#bots/commands/write/papers.ts';
import { review } from '#bots/commands/write/review.ts';
import { logged } from '#core/people/log.ts';
import type { Reply } from '#core/reply.ts';

/**
 * Writes down that the person sent a draft, in the log of whom it was for, and says what comes next. @throws {Refused} where
 * the rules forbid it
 */
export async function markSent(context: Context, id: string): Promise<Reply> {
  const { say, now } = context;
  const paper = await openDraft(context, id);
  const to = addresseeOf(context, paper.content);
  if (!to) throw new Refused('drafts.no_addressee');
  const { send } = review(context, paper);
  if (send.isForbidden) throw new Refused('drafts.not_allowed', { why: send.why ?? '' });
  const { kind } = paper.content;
  const person = await context.update((old) => logged(old, to.id, 'sent', now, { kind }));
  return [
    say.text('drafts.sent', { name: to.name }),
    ...comesNext(context, person, to.id, { what: 'sent', kind }),
  ];
}
