import { z } from 'zod';
import { MAX_LONG } from '#bots/chat/answers.ts';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { lengths, writeLength } from '#bots/commands/explain/lengths.ts';
import { reading } from '#bots/commands/explain/reading.ts';
import { keepText, openDraft } from '#bots/commands/write/papers.ts';
import type { Reply } from '#core/reply.ts';

const form = defineForm({
  id: 'explain',
  version: 1,
  isDraft: true,
  questions: [{ id: 'text', type: 'long', maxLength: MAX_LONG }],
  schema: z.object({ text: z.string() }),
  finish: async (context, { text }) => {
    const paper = await keepText(context, 'explanation', text);
    return [...(await reading(context, paper)), context.say.text('check.kept')];
  },
});

/** Reads how someone explains a failed exam: its four parts, their shares, and what weakens it. */
export const command = defineCommand({
  name: 'explain',
  forms: [form],
  run: ({ open }) => open(form),
  presses: {
    explain: { redraw: false, run: ({ open }) => open(form) },
    balance: { redraw: false, run: balanceOf },
    explainwrite: {
      redraw: false,
      run: async (context, id) => (id === 'now' ? lengths(context) : writeLength(context, id)),
    },
  },
});

async function balanceOf(context: Context, id: string): Promise<Reply> {
  return reading(context, await openDraft(context, id));
}
