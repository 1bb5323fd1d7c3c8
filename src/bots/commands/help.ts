import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';

export const command = defineCommand({
  name: 'help',
  who: 'anyone',
  options: z.object({}),
  run: async ({ say, commands }) => [
    {
      kind: 'list',
      title: say.line('help.title'),
      ordered: false,
      items: commands.map(({ name, summary }) => say.line('help.entry', { name, summary })),
    },
    say.text('help.foot'),
  ],
});
