import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { addForm, startAdding } from '#bots/commands/people/add.ts';
import { showCard } from '#bots/commands/people/card.ts';
import { editForm, editPresses } from '#bots/commands/people/edit.ts';
import { happenedPresses, saidForm } from '#bots/commands/people/happened.ts';
import { laterForm, laterPresses } from '#bots/commands/people/later.ts';
import { list } from '#bots/commands/people/list.ts';
import { peopleOf } from '#bots/commands/people/owned.ts';
import { entryForm, pastPresses } from '#bots/commands/people/past.ts';
import { columnsForm, sheetForm, sheetPresses } from '#bots/commands/people/sheet.ts';
import { personWritePresses } from '#bots/commands/people/write.ts';
import type { Reply } from '#core/reply.ts';

/** Everybody that the person writes to: who they are, what was said, and what may be written now. */
export const command = defineCommand({
  name: 'people',
  options: z.object({ who: z.string().max(1_000).optional() }),
  forms: [addForm, saidForm, laterForm, editForm, entryForm, sheetForm, columnsForm],
  run: async (context, { who }) => (who === undefined ? list(context, 0) : find(context, who)),
  presses: {
    people: { redraw: true, run: async (context, id) => list(context, Number(id)) },
    person: { redraw: false, run: async (context, id) => showCard(context, id) },
    personadd: { redraw: false, run: (context) => startAdding(context) },
    ...happenedPresses,
    ...laterPresses,
    ...pastPresses,
    ...editPresses,
    ...sheetPresses,
    ...personWritePresses,
  },
});

/** Opens the one who is named; anything else is read as somebody new. */
async function find(context: Context, who: string): Promise<Reply> {
  const wanted = who.trim().toLowerCase();
  const found = peopleOf(context).filter(({ name, program }) =>
    [name, program ?? ''].some((one) => one.toLowerCase().includes(wanted)),
  );
  const [only] = found;
  if (!only) return startAdding(context, who);
  return found.length === 1 ? showCard(context, only.id) : list(context, 0, found);
}
