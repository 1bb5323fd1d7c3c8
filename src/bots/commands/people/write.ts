import type { Context } from '#bots/chat/context.ts';
import { mayParts, nextTo } from '#bots/commands/people/card.ts';
import { contactOf } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import type { Button, Reply } from '#core/reply.ts';

/** What may be written to somebody now, a button each. @throws {Refused} */
async function offer(context: Context, id: string): Promise<Reply> {
  const { say, knowledge } = context;
  const contact = contactOf(context, id);
  const open = nextTo(context, contact).filter(({ may }) => may);
  if (open.length === 0)
    return [
      say.text('people.nothing_now', { name: contact.name }),
      ...mayParts(context, contact),
      { kind: 'buttons', buttons: [button(say, 'person', id, 'people.button.back')] },
    ];
  const buttons = open.map(
    ({ kind }): Button => ({
      verb: 'writefor',
      id: `${kind}.${id}`,
      label: knowledge.drafts.kinds[kind].title,
    }),
  );
  return [say.text('people.write_what', { name: contact.name }), { kind: 'buttons', buttons }];
}

export const personWritePresses = {
  personwrite: { redraw: false, run: offer },
} as const;
