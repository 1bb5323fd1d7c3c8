import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import { addForm, startAdding } from '#bots/commands/interview/add.ts';
import { afterPresses } from '#bots/commands/interview/after.ts';
import { plannedPresses } from '#bots/commands/interview/card.ts';
import { home } from '#bots/commands/interview/home.ts';
import { hoursForm, hoursPresses } from '#bots/commands/interview/hours.ts';
import { mockPresses } from '#bots/commands/interview/mock.ts';
import { answerForm, practisePresses } from '#bots/commands/interview/practise.ts';
import { questionPresses } from '#bots/commands/interview/questions.ts';

/** Practice for interviews, spaced and as a mock, and the interviews themselves with their day. */
export const command = defineCommand({
  name: 'interview',
  options: z.object({ add: z.string().max(300).optional() }),
  forms: [answerForm, addForm, hoursForm],
  run: async (context, { add }) => (add === undefined ? home(context) : startAdding(context, { line: add })),
  presses: {
    interview: { redraw: false, run: async (context) => home(context) },
    ...practisePresses,
    ...questionPresses,
    ...mockPresses,
    ...plannedPresses,
    ...afterPresses,
    ...hoursPresses,
  },
});
