import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { begin } from '#bots/commands/write/ask-blanks.ts';
import { newDraft } from '#core/draft/draft.ts';
import type { Template } from '#core/knowledge/template.ts';
import type { Button, Reply } from '#core/reply.ts';

/** The lengths in which an explanation can be written from the record: one sentence, spoken, in writing. */
export function lengths(context: Context): Reply {
  const { say } = context;
  const templates = templatesOf(context);
  const items = templates.map(({ title, purpose }) => say.line('write.kind', { title, purpose }));
  const buttons = templates.map(({ id, title }): Button => ({ verb: 'explainwrite', id, label: title }));
  return [
    { kind: 'list', title: say.line('explain.lengths'), ordered: false, items },
    { kind: 'buttons', buttons },
  ];
}

/** Starts the one that was chosen. @throws {Refused} if there is no such template */
export async function writeLength(context: Context, id: string): Promise<Reply> {
  const { knowledge, now } = context;
  const template = templatesOf(context).find((one) => one.id === id);
  if (!template) throw new Refused('chat.unknown_button');
  const person = await context.update((old) => old);
  return begin(context, [newDraft(template, person, null, knowledge, now)]);
}

function templatesOf({ knowledge }: Context): readonly Template[] {
  return knowledge.templates.filter(({ kind }) => kind === 'explanation');
}
