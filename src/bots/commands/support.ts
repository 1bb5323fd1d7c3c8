import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import { CONCERN_VERB } from '#bots/chat/concern.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { linesIn } from '#bots/commands/support/lines.ts';
import { button } from '#core/button.ts';
import { countryNamed } from '#core/country.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';

const country = defineForm({
  id: 'support',
  version: 1,
  questions: [{ id: 'country', type: 'text', maxLength: 60 }],
  schema: z.object({ country: z.string() }),
  finish: (context, answers) => remember(context, answers.country),
});

/** The answer to crisis wording, and to anyone who asks for it. The same words every time, and no diagnosis. */
export const command = defineCommand({
  name: 'support',
  options: z.object({ country: z.string().max(60).optional() }),
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
    [CONCERN_VERB]: { redraw: false, run: async (context, moment) => inMoment(context, moment) },
  },
});

/** What to say at each step of a concern. Anything else shows the helplines, which is never wrong. */
function inMoment(context: Context, moment: string): Reply {
  const { say } = context;
  switch (moment) {
    case 'ask':
      return [say.text('support.ask'), answers(context)];
    case 'other':
      return forHelpers(context);
    case 'rather':
      return [say.text('support.rather'), ...linesIn(context), after(context)];
    case 'low':
      return [
        say.text('support.low'),
        { kind: 'buttons', buttons: [button(say, CONCERN_VERB, 'yes', 'support.reach_somebody')] },
      ];
    case 'words_wait':
      return [{ kind: 'buttons', buttons: [button(say, CONCERN_VERB, 'no', 'support.go_on')] }];
    case 'form_waits':
      return [{ kind: 'buttons', buttons: [button(say, CONCERN_VERB, 'resume', 'support.resume')] }];
    case 'beside_form':
      return [
        say.text('support.beside_form'),
        {
          kind: 'buttons',
          buttons: [
            button(say, CONCERN_VERB, 'resume', 'support.resume', { style: 'main' }),
            button(say, CONCERN_VERB, 'yes', 'support.reach_somebody'),
          ],
        },
      ];
    default:
      return helplines(context);
  }
}

/** An unknown country is not a refusal: we give the directory and ask again. */
async function remember(context: Context, typed: string): Promise<Reply> {
  const code = countryNamed(typed);
  if (code === null)
    return [context.say.text('support.unknown_country'), ...linesIn(context), after(context)];
  await context.update((old) => ({ ...old, settings: { ...old.settings, country: code } }));
  return helplines(context);
}

function helplines(context: Context): Reply {
  const { say } = context;
  return [say.text('support.first'), ...linesIn(context), say.text('support.after'), after(context)];
}

function forHelpers(context: Context): Reply {
  const { say } = context;
  return [
    say.text('support.other_first'),
    {
      kind: 'list',
      title: say.line('support.other_title'),
      ordered: true,
      items: ['ask', 'stay', 'away', 'call', 'yourself'].map((step) =>
        say.line(`support.other_steps.${step}`),
      ),
    },
    ...linesIn(context),
    say.text('support.other_place'),
    after(context),
  ];
}

function answers({ say }: Context): Reply[number] {
  return {
    kind: 'buttons',
    buttons: [
      button(say, CONCERN_VERB, 'yes', 'support.answers.yes', { style: 'main' }),
      button(say, CONCERN_VERB, 'no', 'support.answers.no'),
      button(say, CONCERN_VERB, 'other', 'support.answers.other'),
      button(say, CONCERN_VERB, 'rather', 'support.answers.rather'),
    ],
  };
}

function after({ say, person, isUnreadable }: Context): Reply[number] {
  const isKnown = !isUnreadable && person?.settings.country;
  return {
    kind: 'buttons',
    buttons: [
      button(say, 'country', 'ask', isKnown ? 'support.other_country' : 'support.country_button'),
      button(say, 'quieten', 'all', 'support.pause'),
    ],
  };
}
