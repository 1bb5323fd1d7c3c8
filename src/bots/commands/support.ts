import { z } from 'zod';
import { type Context, defineCommand, Refused } from '#bots/chat/command.ts';
import { defineForm } from '#bots/chat/form.ts';
import { button } from '#core/button.ts';
import { helplinesFor } from '#core/crisis.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';

const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/);

const country = defineForm({
  id: 'support',
  version: 1,
  questions: [{ id: 'country', type: 'text', maxLength: 2 }],
  schema: z.object({ country: z.string() }),
  finish: (context, answers) => remember(context, answers.country),
});

/** The answer to crisis wording, and to whoever asks for it. The same words every time; no diagnosis. */
export const command = defineCommand({
  name: 'support',
  options: z.object({ country: z.string().max(40).optional() }),
  forms: [country],
  run: async (context, options) =>
    options.country ? remember(context, options.country) : helplines(context),
  presses: {
    country: { redraw: false, run: ({ open }) => open(country) },
    quieten: {
      redraw: false,
      run: async ({ update, newId, say }) => {
        await update((person) => withSettings(person, { paused: true }, newId));
        return [say.text('support.paused')];
      },
    },
  },
});

async function remember(context: Context, typed: string): Promise<Reply> {
  const parsed = countrySchema.safeParse(typed);
  if (!parsed.success) throw new Refused('support.unknown_country');
  await context.update((old) => ({
    ...old,
    settings: { ...old.settings, country: parsed.data },
  }));
  return helplines(context);
}

function helplines({ say, knowledge, person }: Context): Reply {
  const items = helplinesFor(knowledge.crisis, person?.settings.country ?? null).map(
    ({ name, reach, hours }) =>
      hours
        ? say.line('support.helpline_hours', { name, reach, hours })
        : say.line('support.helpline', { name, reach }),
  );
  const buttons = [
    button(say, 'country', 'ask', 'support.country_button'),
    button(say, 'quieten', 'all', 'support.pause'),
  ];
  return [
    say.text('support.first'),
    { kind: 'list', title: say.line('support.title'), ordered: false, items },
    say.text('support.after'),
    { kind: 'buttons', buttons },
  ];
}
