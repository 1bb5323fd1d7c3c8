import { defineCommand } from '#bots/chat/command.ts';

export const command = defineCommand({
  name: 'help',
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
