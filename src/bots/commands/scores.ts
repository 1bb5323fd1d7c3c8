import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import { correct, lineForm, logLine, markTimed, restForm, takeBack } from '#bots/commands/scores/log.ts';
import { entryCard, overview } from '#bots/commands/scores/overview.ts';
import { ruleForms, rulePresses } from '#bots/commands/scores/rule.ts';

/** Practice scores: logged in a line, held against the pass mark, and the rule for sitting or moving the exam. */
export const command = defineCommand({
  name: 'scores',
  options: z.object({ line: z.string().max(200).optional() }),
  forms: [lineForm, restForm, ...ruleForms],
  run: async (context, { line }) =>
    line === undefined ? overview(context, 'now') : logLine(context, line, null),
  presses: {
    scores: { redraw: false, run: overview },
    score: { redraw: false, run: async (context, id) => entryCard(context, id) },
    scorelog: { redraw: false, run: (context) => context.open(lineForm, { given: { corrects: null } }) },
    scorefix: { redraw: false, run: correct },
    scoretimed: { redraw: true, run: markTimed },
    scoreback: { redraw: true, run: takeBack },
    ...rulePresses,
  },
});
