import { z } from 'zod';
import type { Command } from '#bots/chat/command.ts';
import type { CommandSpec, OptionSpec } from '#bots/chat/command-spec.ts';
import { Refused } from '#bots/chat/refused.ts';
import type { Say } from '#core/text.ts';

/** The parts of an option's JSON Schema that we use. */
const optionSchema = z.object({
  type: z.enum(['string', 'integer', 'number', 'boolean']),
  format: z.string().optional(),
  enum: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
const optionsSchema = z.object({
  properties: z.record(z.string(), optionSchema).default({}),
  required: z.array(z.string()).default([]),
});

/** Describes a command as plain data, in the words of the catalogue. */
export function specOf(command: Command, say: Say): CommandSpec {
  const schema = optionsSchema.parse(z.toJSONSchema(command.options, { io: 'input' }));
  const options = Object.entries(schema.properties).map(([name, option]): OptionSpec => {
    const bounded = option.type === 'integer' || option.type === 'number';
    return {
      name,
      summary: say.plain(`${command.name}.options.${name}`),
      type: option.format === 'attachment' ? 'file' : option.type === 'string' ? 'text' : option.type,
      required: schema.required.includes(name),
      choices: option.enum.map((value) => ({
        value,
        label: say.plain(`${command.name}.values.${name}.${value}`),
      })),
      min: bounded ? (option.minimum ?? null) : null,
      max: bounded ? (option.maximum ?? null) : null,
      suggests: command.suggest?.[name] !== undefined,
    };
  });
  const { name, who } = command;
  const onMessage = command.onMessage ? { onMessage: say.plain(`${name}.on_message`) } : {};
  return { name, summary: say.plain(`${name}.summary`), who, ...onMessage, options };
}

/**
 * Reads what was typed after a command: `zone Europe/Berlin quiet off`, or only the value if the command has one
 * option. Words that belong to no option are refused, never dropped.
 * @throws {Refused}
 */
export function optionsFromText(spec: CommandSpec, rest: string): Record<string, string> {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const options: Record<string, string> = {};
  let current: string | null = null;
  for (const word of words) {
    const named = spec.options.find((option) => option.name === word.toLowerCase());
    if (named) {
      current = named.name;
      options[current] = '';
      continue;
    }
    current ??= spec.options.length === 1 ? (spec.options[0]?.name ?? null) : null;
    if (current === null)
      throw new Refused('chat.unknown_option', { command: spec.name, usage: usageOf(spec) });
    options[current] = `${options[current] ?? ''} ${word}`.trim();
  }
  return options;
}

/** How a command is typed: `/settings [zone] [quiet]`. */
export function usageOf(spec: CommandSpec): string {
  const options = spec.options.map(({ name, required }) => (required ? ` ${name} …` : ` [${name} …]`));
  return `/${spec.name}${options.join('')}`;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['on', true],
  ['no', false],
  ['false', false],
  ['off', false],
]);
const NUMBER = /^-?(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})$/;

/** Converts a typed value to the option's type; one that does not fit stays as it is, and the schema refuses it. */
function typedValue(type: OptionSpec['type'] | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  switch (type) {
    case 'integer':
    case 'number':
      return NUMBER.test(value) ? Number(value) : value;
    case 'boolean':
      return WORDS.get(value.toLowerCase()) ?? value;
    default:
      return value;
  }
}

/**
 * Checks option values against the command's schema.
 * @throws {Refused} naming the first option that is wrong
 */
export function parseOptions(
  command: Command,
  spec: CommandSpec,
  raw: Record<string, unknown>,
): Record<string, unknown> {
  const typed = Object.entries(raw).map(([name, value]) => {
    const type = spec.options.find((option) => option.name === name)?.type;
    return [name, typedValue(type, value)] as const;
  });
  const parsed = command.options.strict().safeParse(Object.fromEntries(typed));
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  const known = spec.options.find((option) => option.name === name);
  if (!known) throw new Refused('chat.unknown_option', { command: spec.name, usage: usageOf(spec) });
  throw new Refused('chat.wrong_option', { option: name, hint: known.summary });
}
