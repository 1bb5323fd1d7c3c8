import type { Telegram } from 'telegraf';
import { z } from 'zod';
import type { CommandSpec } from '#bots/chat/command.ts';
import { call } from '#bots/telegram/api.ts';
import { LIMITS } from '#bots/telegram/limits.ts';

const listSchema = z.array(z.object({ command: z.string(), description: z.string() }));

/** Sets the list behind the menu button, unless Telegram has it already. @throws what telegraf throws */
export async function publishCommands(telegram: Telegram, specs: readonly CommandSpec[]): Promise<void> {
  const wanted = specs
    .filter(({ who }) => who === 'anyone')
    .slice(0, LIMITS.commands)
    .map(({ name, summary }) => ({
      command: name,
      description: summary.slice(0, LIMITS.commandDescription),
    }));
  const known = listSchema.parse(await call(telegram, 'getMyCommands', {}));
  if (JSON.stringify(known) === JSON.stringify(wanted)) return;
  await call(telegram, 'setMyCommands', { commands: wanted });
}
