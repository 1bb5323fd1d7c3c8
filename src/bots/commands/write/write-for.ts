import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { writeTo } from '#bots/commands/write/addressees.ts';
import { DRAFT, openDraft } from '#bots/commands/write/papers.ts';
import { showDraft } from '#bots/commands/write/show.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { type DraftKind, draftKindSchema } from '#core/record/draft-kind.ts';
import type { Reply } from '#core/reply.ts';

/** Writes a text of one kind to one of the person's people. `id`: kind and contact. @throws {Refused} */
export async function writeFor(context: Context, id: string): Promise<Reply> {
  const [named = '', contact] = id.split('.');
  const kind = draftKindSchema.safeParse(named);
  const to = context.person?.people.find((one) => one.id === contact);
  if (!kind.success || !to) throw new Refused('chat.unknown_button');
  return writeTo(context, kind.data, [to]);
}

/** The draft of this kind for one contact, if it was edited since an instant (ISO 8601), or else a new one. */
export async function openOrWrite(
  context: Context,
  kind: DraftKind,
  to: Correspondent,
  since: string,
): Promise<Reply> {
  const recent = (context.person?.papers ?? []).filter(
    (paper) => paper.kind === DRAFT.name && Date.parse(paper.updatedAt) > Date.parse(since),
  );
  for (const { id } of recent) {
    const found = await context.papers.load(id, DRAFT);
    if (found?.content.kind === kind && found.content.person === to.id)
      return showDraft(context, await openDraft(context, id));
  }
  return writeTo(context, kind, [to]);
}
