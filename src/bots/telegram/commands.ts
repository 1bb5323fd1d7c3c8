import type { Telegram } from 'telegraf';
import { z } from 'zod';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import { call } from '#bots/telegram/api.ts';
import { LIMITS } from '#bots/telegram/limits.ts';

const listSchema = z.array(z.object({ command: z.string(), description: z.string() }));

/** A group only learns the way to the private chat, so it is offered only these. */
const FOR_GROUPS: readonly string[] = ['start', 'help'];

/** The lists behind the menu button, by who sees them: https://core.telegram.org/bots/api#botcommandscope */
const LISTS = [
  { scope: { type: 'all_private_chats' }, isFor: () => true },
  { scope: { type: 'default' }, isFor: ({ name }: CommandSpec) => FOR_GROUPS.includes(name) },
] as const;

/** Sets each list, unless Telegram has it already. @throws what telegraf throws */
export async function publishCommands(telegram: Telegram, specs: readonly CommandSpec[]): Promise<void> {
  for (const { scope, isFor } of LISTS) {
    const commands = specs
      .filter((spec) => spec.who === 'anyone' && isFor(spec))
      .slice(0, LIMITS.commands)
      .map(({ name, summary }) => ({
        command: name,
        description: summary.slice(0, LIMITS.commandDescription),
      }));
    const known = listSchema.parse(await call(telegram, 'getMyCommands', { scope }));
    if (JSON.stringify(known) !== JSON.stringify(commands))
      await call(telegram, 'setMyCommands', { scope, commands });
  }
}
