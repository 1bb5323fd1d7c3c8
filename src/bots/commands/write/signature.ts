import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { withTold } from '#core/draft/told.ts';
import type { Reply } from '#core/reply.ts';

/** How the person signs, to be put right: every draft that nobody edited follows. */
export const signatureForm = defineForm({
  id: 'signature',
  version: 1,
  questions: [
    { id: 'name', type: 'text', maxLength: 80 },
    { id: 'aamc_id', type: 'text', maxLength: 20, digits: true, optional: true },
  ],
  schema: z.object({ name: z.string(), aamc_id: z.string().nullable() }),
  finish: async (context, { name, aamc_id }) => {
    await context.update((old) => {
      const named = withTold(old, 'letterhead.name', name);
      if (!named) throw new Refused('blank.wrong.other');
      const signed = aamc_id === null ? named : withTold(named, 'letterhead.aamcId', aamc_id);
      if (!signed) throw new Refused('blank.wrong.aamc_id');
      return signed;
    });
    return [context.say.text('signature.kept')];
  },
});

export async function editSignature(context: Context): Promise<Reply> {
  const { name = null, aamcId = null } = context.person?.letterhead ?? {};
  const initial = { ...(name && { name }), ...(aamcId && { aamc_id: aamcId }) };
  return context.open(signatureForm, { initial, first: 'name' });
}
