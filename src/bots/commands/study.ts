import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { checks } from '#bots/commands/study/checks.ts';
import type { Corner } from '#bots/commands/study/corner.ts';
import { practice } from '#bots/commands/study/practice.ts';
import { proof } from '#bots/commands/study/proof.ts';
import { retake } from '#bots/commands/study/retake.ts';
import type { Reply } from '#core/reply.ts';

/** In the order in which the first page shows them. A new part of `/study` is a file and a line here. */
const CORNERS: readonly Corner[] = [retake, checks, practice, proof];

/** The exam to sit: what the rules leave, the weeks until its day, and how the studying goes. */
export const command = defineCommand({
  name: 'study',
  forms: CORNERS.flatMap(({ forms }) => forms),
  run: async (context) => home(context),
  presses: {
    study: { redraw: false, run: async (context) => home(context) },
    ...Object.assign({}, ...CORNERS.map(({ presses }) => presses)),
  },
});

function home(context: Context): Reply {
  return [
    ...CORNERS.flatMap((corner) => corner.lines(context)),
    { kind: 'buttons', buttons: CORNERS.flatMap((corner) => corner.buttons(context)) },
  ];
}
