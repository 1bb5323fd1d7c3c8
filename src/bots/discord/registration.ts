import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { CommandSpec, OptionSpec } from '#bots/chat/command-spec.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import type { Choice } from '#core/reply.ts';

const choiceSchema = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
const optionSchema = z.object({
  type: z.int(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  choices: z.array(choiceSchema).default([]),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().optional(),
  max_length: z.int().optional(),
});
/** What we say about a command, with Discord's defaults filled in and everything Discord adds left out. */
const definitionSchema = z.object({
  type: z.int().default(ApplicationCommandType.ChatInput),
  name: z.string(),
  // Message commands have none.
  description: z.string().default(''),
  options: z.array(optionSchema).default([]),
  // Written as a number, read as text.
  default_member_permissions: z
    .union([z.string(), z.int()])
    .nullable()
    .default(null)
    .transform((bits) => bits && String(bits)),
  integration_types: z.array(z.int()).default([]).transform(sorted),
  contexts: z
    .array(z.int())
    .nullable()
    .default(null)
    .transform((contexts) => contexts && sorted(contexts)),
});
const definitionsSchema = z
  .array(definitionSchema)
  .nullable()
  .transform((all) => (all ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1)));
const applicationSchema = z.object({ id: z.string().min(1) });

type Definition = z.input<typeof definitionSchema>;

const OPTION_TYPES = {
  text: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  number: ApplicationCommandOptionType.Number,
  boolean: ApplicationCommandOptionType.Boolean,
  file: ApplicationCommandOptionType.Attachment,
} as const;

/**
 * Makes Discord's global commands match `specs`, and writes only if they differ: Discord counts each write.
 * @returns whether anything was written
 */
export async function registerCommands(rest: REST, specs: readonly CommandSpec[]): Promise<boolean> {
  const { id } = applicationSchema.parse(await rest.get(Routes.currentApplication()));
  const wanted = specs.flatMap((spec) => [definition(spec), ...messageDefinition(spec)]);
  const standing: unknown = await rest.get(Routes.applicationCommands(id));
  if (same(wanted, standing)) return false;
  await rest.put(Routes.applicationCommands(id), { body: wanted });
  return true;
}

function same(wanted: readonly Definition[], standing: unknown): boolean {
  const found = definitionsSchema.safeParse(standing);
  return found.success && JSON.stringify(definitionsSchema.parse(wanted)) === JSON.stringify(found.data);
}

const IN_SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};
const ANYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** A command as Discord wants it. Anyone may install Rematch; what moderators set up belongs to a server. */
export function definition(spec: CommandSpec): Definition {
  const forServers = spec.who === 'moderator';
  return {
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    description: shorten(spec.summary, LIMITS.commandDescription.max),
    // Discord wants required options before optional ones.
    options: spec.options.toSorted((one, other) => Number(other.required) - Number(one.required)).map(option),
    default_member_permissions: forServers ? Number(PermissionFlagsBits.ManageGuild) : null,
    ...(forServers ? IN_SERVERS : ANYWHERE),
  };
}

/** The command in a message's menu, if there is one. Its name is what people read there. */
function messageDefinition({ onMessage }: CommandSpec): Definition[] {
  if (onMessage === undefined) return [];
  return [
    {
      type: ApplicationCommandType.Message,
      name: shorten(onMessage, LIMITS.messageCommandName.max),
      default_member_permissions: null,
      ...ANYWHERE,
    },
  ];
}

function option(spec: OptionSpec): z.input<typeof optionSchema> {
  const [min, max] = spec.type === 'text' ? ['min_length', 'max_length'] : ['min_value', 'max_value'];
  return {
    type: OPTION_TYPES[spec.type],
    name: spec.name,
    description: shorten(spec.summary, LIMITS.commandDescription.max),
    required: spec.required,
    ...(spec.suggests ? { autocomplete: true } : {}),
    ...(spec.choices.length > 0 && !spec.suggests ? { choices: choices(spec.choices, spec.type) } : {}),
    ...(spec.min === null ? {} : { [min]: spec.min }),
    ...(spec.max === null ? {} : { [max]: spec.max }),
  };
}

/** Choices as Discord offers them for an option of `type`; any over its limit are left out. */
export function choices(
  offered: readonly Choice[],
  type: OptionSpec['type'],
): z.infer<typeof choiceSchema>[] {
  return offered.slice(0, LIMITS.choices.max).map(({ label, value }) => ({
    name: shorten(label, LIMITS.choiceName.max),
    value: type === 'integer' || type === 'number' ? Number(value) : value,
  }));
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}
