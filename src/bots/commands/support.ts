import { z } from 'zod';
import { type Context, defineCommand } from '#bots/chat/command.ts';
import { defineForm } from '#bots/chat/form.ts';
import { button } from '#core/button.ts';
import { countryName, countryNamed, countryOfZone } from '#core/country.ts';
import { helplinesFor, type Line } from '#core/crisis/helplines.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';

const country = defineForm({
  id: 'support',
  version: 1,
  questions: [{ id: 'country', type: 'text', maxLength: 60 }],
  schema: z.object({ country: z.string() }),
  finish: (context, answers) => remember(context, answers.country),
});

/** The answer to crisis wording, and to anyone who asks for it. The same words every time; no diagnosis. */
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
  },
});

/** A country that nobody knows is no refusal: the directory, and the question again. */
async function remember(context: Context, typed: string): Promise<Reply> {
  const code = countryNamed(typed);
  if (code === null) return [context.say.text('support.unknown_country'), ...helplines(context)];
  await context.update((old) => ({ ...old, settings: { ...old.settings, country: code } }));
  return helplines(context);
}

/** The lines of the country that was told, or else of the time zone's, which is said. */
function helplines({ say, knowledge, person }: Context): Reply {
  const told = person?.settings.country ?? null;
  const zone = person?.settings.zone ?? null;
  const guessed = told === null && zone !== null ? countryOfZone(zone) : null;
  const place = told ?? guessed;
  const { emergency, isDisputed, lines } = helplinesFor(knowledge.helplines, place);
  const first =
    emergency === null
      ? say.line('support.emergency_unknown')
      : say.line(isDisputed ? 'support.emergency_disputed' : 'support.emergency', { emergency });
  const name = place === null ? '' : countryName(place);
  const buttons = [
    button(say, 'country', 'ask', place === null ? 'support.country_button' : 'support.other_country'),
    button(say, 'quieten', 'all', 'support.pause'),
  ];
  return [
    say.text('support.first'),
    ...(guessed === null ? [] : [say.text('support.guessed', { country: name })]),
    {
      kind: 'list',
      title: place === null ? say.line('support.title') : say.line('support.title_in', { country: name }),
      ordered: false,
      items: [first, ...lines.map((line) => say.line('support.helpline', said(line)))],
    },
    say.text('support.after'),
    { kind: 'buttons', buttons },
  ];

  function said({ name: title, reach, hours, whom, languages, isUnofficial }: Line) {
    const more = [
      hours && say.plain('support.hours', { hours }),
      whom && say.plain('support.whom', { whom }),
      languages && say.plain('support.languages', { languages }),
      isUnofficial && say.plain('support.unofficial'),
    ];
    return { name: title, reach: [reach, ...more.filter(Boolean)].join(' ') };
  }
}
