import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { autopsyFile } from '#bots/commands/assess/autopsy-file.ts';
import { detail, details } from '#bots/commands/assess/details.ts';
import { stopLine } from '#bots/commands/assess/stop-line.ts';
import { assessed, verdict } from '#bots/commands/assess/verdict.ts';
import { form } from '#bots/commands/told/form.ts';
import { factsPart } from '#core/assessment/facts-part.ts';
import { triage } from '#core/assessment/triage.ts';

/** Asks what is not known yet, then reads everything and says where the person stands. */
export const command = defineCommand({
  name: 'assess',
  forms: [form],
  run: (context) => context.open(form),
  presses: {
    assess: { redraw: false, run: (context) => context.open(form) },
    verdict: { redraw: false, run: verdict },
    details: { redraw: false, run: async (context) => details(context) },
    detail: { redraw: false, run: async (context, id) => detail(context, id) },
    // Older messages still carry these two.
    criteria: { redraw: false, run: async (context) => detail(context, 'reasons.0') },
    eligible: { redraw: false, run: async (context) => detail(context, 'eligible.0') },
    stopline: { redraw: false, run: async (context) => stopLine(context) },
    autopsyfile: { redraw: false, run: async (context) => autopsyFile(context) },
    facts: { redraw: false, run: async (context) => [facts(context)] },
  },
});

function facts(context: Context) {
  const { knowledge, now, say } = context;
  return factsPart(triage(assessed(context).person.profile, knowledge, now), knowledge, say);
}
