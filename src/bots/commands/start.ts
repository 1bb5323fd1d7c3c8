import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';

export const command = defineCommand({
  name: 'start',
  who: 'anyone',
  options: z.object({}),
  run: async ({ say, person }) => {
    const button = (verb: string, key: string, isMain: boolean) =>
      ({ verb, id: 'now', label: say.plain(`start.${key}`), style: isMain ? 'main' : 'plain' }) as const;
    if (!person || person.assessments.length === 0) {
      return [
        say.text('start.welcome'),
        say.text('start.privacy'),
        { kind: 'buttons', buttons: [button('assess', 'begin', true)] },
      ];
    }
    const buttons = [
      button('plan', 'plan', true),
      button('reminders', 'reminders', false),
      button('assess', 'again', false),
    ];
    return [say.text('start.back'), { kind: 'buttons', buttons }];
  },
});
