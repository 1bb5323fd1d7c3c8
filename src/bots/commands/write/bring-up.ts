import type { Context } from '#bots/chat/context.ts';
import { type DraftPaper, newerFill, openDraft, saveDraft } from '#bots/commands/write/papers.ts';
import { quoted, showDraft } from '#bots/commands/write/show.ts';
import { button } from '#core/button.ts';
import { withText } from '#core/draft/draft.ts';
import type { Filled } from '#core/draft/fill.ts';
import { type Conflict, type Merged, merge, takeFresh } from '#core/draft/merge.ts';
import type { Button, Line, Reply } from '#core/reply.ts';

/** Conflicts that are shown at a time, and how much of each wording. */
const MOST = 8;
const LENGTH = 400;

/** An edited draft beside what its template gives now. */
interface Newer {
  readonly paper: DraftPaper;
  readonly filled: Filled;
  readonly merged: Merged;
}

/** Takes into an edited draft what the record changed. Where both changed the same words it asks, and changes nothing. */
export async function bringUp(context: Context, id: string): Promise<Reply> {
  const paper = await openDraft(context, id);
  const newer = newerOf(context, paper);
  if (!newer) return showDraft(context, paper);
  return newer.merged.conflicts.length > 0 ? ask(context, newer) : settle(context, newer, newer.merged.text);
}

/** Settles one conflict with the record's words. `id`: draft, the revision that was shown, and its number. */
export async function takeRecord(context: Context, id: string): Promise<Reply> {
  const [draft = '', revision, number] = id.split('.');
  const paper = await openDraft(context, draft);
  const newer = newerOf(context, paper);
  // What was pressed belongs to another text: its numbers mean other places.
  if (!newer || paper.paper.revision !== revision) return bringUp(context, draft);
  const { text, conflicts } = takeFresh(newer.merged, Number(number));
  if (conflicts.length === 0) return settle(context, newer, text);
  await saveDraft(context, paper, withText(paper.content, text, context.now.toString()));
  return bringUp(context, draft);
}

/** Keeps the person's words wherever both changed the same ones. `id`: draft and the revision that was shown. */
export async function keepMine(context: Context, id: string): Promise<Reply> {
  const [draft = '', revision] = id.split('.');
  const paper = await openDraft(context, draft);
  const newer = newerOf(context, paper);
  if (!newer || paper.paper.revision !== revision) return bringUp(context, draft);
  return settle(context, newer, newer.merged.text);
}

function newerOf(context: Context, paper: DraftPaper): Newer | null {
  const filled = newerFill(context, paper);
  return filled && { paper, filled, merged: merge(paper.content.text, paper.content.filled, filled.body) };
}

/** The draft rests on the record as it is now; the text before can be brought back. */
async function settle(context: Context, { paper, filled }: Newer, text: string): Promise<Reply> {
  const { subject, body } = filled;
  const draft = withText(paper.content, text, context.now.toString());
  return showDraft(context, await saveDraft(context, paper, { ...draft, subject, filled: body }));
}

function ask({ say }: Context, { paper: { paper }, merged: { conflicts } }: Newer): Reply {
  const shown = conflicts.slice(0, MOST);
  const take = shown.map(
    (_, number): Button =>
      button(say, 'drafttake', `${paper.id}.${paper.revision}.${number}`, 'bringup.button.take', {
        values: { number: number + 1 },
      }),
  );
  return [
    say.text('bringup.conflicts', { count: conflicts.length }),
    {
      kind: 'list',
      title: say.line('bringup.both'),
      ordered: true,
      items: shown.map((one) => lineOf(say, one)),
    },
    {
      kind: 'buttons',
      buttons: [
        ...take,
        button(say, 'draftmine', `${paper.id}.${paper.revision}`, 'bringup.button.mine', { style: 'main' }),
        button(say, 'draft', paper.id, 'bringup.button.later'),
      ],
    },
  ];
}

function lineOf(say: Context['say'], { mine, fresh }: Conflict): Line {
  const named = (text: string): string =>
    text === '' ? say.plain('bringup.nothing') : say.plain('bringup.words', { words: quoted(text, LENGTH) });
  return say.line('bringup.conflict', { mine: named(mine), fresh: named(fresh) });
}
