import { z } from 'zod';

/** What Discord refuses although its published schema allows it, and the lengths that both specify. */

const customId = z.string().min(1).max(100);

const buttonSchema = z.object({
  type: z.literal(2),
  style: z.int().min(1).max(4),
  label: z.string().trim().min(1).max(80),
  custom_id: customId,
});
const menuShape = z.object({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).default(1),
  max_values: z.int().min(1).max(25).default(1),
  options: z
    .array(z.object({ label: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
    .min(1)
    .max(25)
    .refine((options) => allDifferent(options.map(({ value }) => value)), 'option values must differ'),
});
type MenuShape = z.output<typeof menuShape>;
const isInOrder = ({ min_values, max_values, options }: MenuShape): boolean =>
  min_values <= max_values && max_values <= options.length;
const menuSchema = menuShape.refine(isInOrder, 'min_values <= max_values <= number of options');
const rowSchema = z.object({
  type: z.literal(1),
  components: z
    .array(z.union([buttonSchema, menuSchema]))
    .min(1)
    .max(5)
    .refine((all) => all.length === 1 || all.every((one) => one.type === 2), 'a menu fills its row'),
});
export type FakeRow = z.infer<typeof rowSchema>;

export const messageSchema = z.object({
  content: z.string().max(2000).default(''),
  components: z
    .array(rowSchema)
    .max(5)
    .default([])
    .refine(
      (rows) => allDifferent(rows.flatMap((row) => row.components.map((one) => one.custom_id))),
      'custom ids must differ',
    ),
  attachments: z
    .array(
      z.object({
        id: z.string(),
        filename: z.string().min(1).optional(),
        description: z.string().max(1024).optional(),
      }),
    )
    .max(10)
    .default([]),
  allowed_mentions: z.object({ parse: z.array(z.string()).max(0) }),
  flags: z.int().default(0),
  nonce: z.string().max(25).optional(),
  enforce_nonce: z.boolean().default(false),
});
export type MessageBody = z.infer<typeof messageSchema>;

const textInputSchema = z.object({
  type: z.literal(4),
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  required: z.boolean().default(true),
  max_length: z.int().min(1).max(4000).default(4000),
  placeholder: z.string().max(100).optional(),
  value: z.string().max(4000).optional(),
});
const modalMenuSchema = menuShape
  .extend({ required: z.boolean().default(true) })
  .refine(isInOrder, 'min_values <= max_values <= number of options')
  .refine(({ required, min_values }) => !required || min_values > 0, 'what is required needs a choice');

const fileUploadSchema = z
  .object({
    type: z.literal(19),
    custom_id: customId,
    required: z.boolean().default(true),
    min_values: z.int().min(0).max(10).default(1),
    max_values: z.int().min(1).max(10).default(1),
  })
  .refine(({ min_values, max_values }) => min_values <= max_values, 'min_values <= max_values')
  .refine(({ required, min_values }) => !required || min_values > 0, 'what is required needs a file');

export const modalSchema = z.object({
  custom_id: customId,
  title: z.string().trim().min(1).max(45),
  // The published schema allows 40 components of any kind; people see five labels at most.
  components: z
    .array(
      z.object({
        type: z.literal(18),
        label: z.string().trim().min(1).max(45),
        description: z.string().min(1).max(100).optional(),
        component: z.union([textInputSchema, modalMenuSchema, fileUploadSchema]),
      }),
    )
    .min(1)
    .max(5)
    .refine((all) => allDifferent(all.map(({ component }) => component.custom_id)), 'custom ids must differ'),
});
export type Modal = z.infer<typeof modalSchema>;
export type ModalControl = Modal['components'][number]['component'];

/** Why Discord's client would not let a person submit this field, or null. */
export function objectionTo(control: ModalControl, value: string | readonly string[]): string | null {
  if (control.type === 4) {
    if (typeof value !== 'string') return 'is typed';
    if (control.required && value === '') return 'must not be empty';
    return value.length > control.max_length ? 'is too long' : null;
  }
  if (typeof value === 'string') return 'is chosen';
  if (control.type === 19) {
    const fits = value.length >= control.min_values && value.length <= control.max_values;
    return fits ? null : 'has too few or too many files';
  }
  const strangers = value.filter((one) => !control.options.some((option) => option.value === one));
  if (strangers.length > 0) return `has no ${strangers.join(', ')}`;
  if (value.length === 0 && !control.required) return null;
  const fits = value.length >= control.min_values && value.length <= control.max_values;
  return fits && (value.length > 0 || !control.required) ? null : 'has too few or too many choices';
}

const choiceSchema = z.object({
  name: z.string().min(1).max(100),
  value: z.union([z.string().min(1).max(100), z.number()]),
});
export type FakeChoice = z.infer<typeof choiceSchema>;

export const callbackSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal(4), data: messageSchema }),
  z.object({ type: z.literal(5), data: z.object({ flags: z.int().default(0) }).default({ flags: 0 }) }),
  z.object({ type: z.literal(6) }),
  z.object({ type: z.literal(7), data: messageSchema }),
  z.object({ type: z.literal(8), data: z.object({ choices: z.array(choiceSchema).max(25) }) }),
  z.object({ type: z.literal(9), data: modalSchema }),
]);

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), 'names are lower-case');
const description = z.string().trim().min(1).max(100);

const optionSchema = z
  .looseObject({
    name,
    description,
    required: z.boolean().default(false),
    autocomplete: z.boolean().default(false),
    choices: z.array(choiceSchema).max(25).default([]),
  })
  .refine(
    ({ autocomplete, choices }) => !(autocomplete && choices.length > 0),
    'autocomplete excludes choices',
  );

const chatCommandSchema = z.looseObject({
  type: z.literal(1).default(1),
  name,
  description,
  options: z
    .array(optionSchema)
    .max(25)
    .default([])
    .refine((options) => allDifferent(options.map((option) => option.name)), 'option names must differ')
    .refine(
      (options) =>
        options.every((option, index) => !option.required || (options[index - 1]?.required ?? true)),
      'required options come first',
    ),
});
/** A command in a message's menu: any letters and spaces, and no description. At most five. */
const messageCommandSchema = z.looseObject({
  type: z.literal(3),
  name: z.string().trim().min(1).max(32),
  description: z.literal('').default(''),
  options: z.array(z.never()).default([]),
});
const MOST_MESSAGE_COMMANDS = 5;

export const commandsSchema = z
  .array(z.union([messageCommandSchema, chatCommandSchema]))
  .max(100)
  .refine(
    (commands) => commands.filter(({ type }) => type === 3).length <= MOST_MESSAGE_COMMANDS,
    'too many commands of messages',
  )
  .refine(
    (commands) => allDifferent(commands.map(({ type, name: called }) => `${type} ${called}`)),
    'command names must differ',
  );
export type FakeCommand = z.infer<typeof commandsSchema>[number];

function allDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
