import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { addresseeOf, openDraft } from '#bots/commands/write/papers.ts';
import { review } from '#bots/commands/write/review.ts';
import { CORRESPONDENT_LIMITS, messageSchema } from '#core/record/correspondent.ts';
import type { Reply } from '#core/reply.ts';

/** Writes down that the person sent a draft, in the log of whom it was for. @throws {Refused} where the rules forbid it */
export async function markSent(context: Context, id: string): Promise<Reply> {
  const { say, now } = context;
  const paper = await openDraft(context, id);
  const to = addresseeOf(context, paper.content);
  if (!to) throw new Refused('drafts.no_addressee');
  const { send } = review(context, paper);
  if (send.isForbidden) throw new Refused('drafts.not_allowed', { why: send.why ?? '' });
  const message = messageSchema.parse({ at: now.toString(), from: 'me', kind: paper.content.kind });
  await context.update((person) => ({
    ...person,
    people: person.people.map((one) =>
      one.id === to.id ? { ...one, log: [...one.log, message].slice(-CORRESPONDENT_LIMITS.log) } : one,
    ),
  }));
  return [say.text('drafts.sent', { name: to.name })];
}
