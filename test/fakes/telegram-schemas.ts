import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';

const FILE = resolve(import.meta.dirname, '../../../shared/specs/telegram-bot-api-10.1-paulsonoflars.json');

const fieldSchema = z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() });
const specSchema = z.object({
  methods: z.record(
    z.string(),
    z.object({ returns: z.array(z.string()), fields: z.array(fieldSchema).default([]) }),
  ),
  types: z.record(
    z.string(),
    z.object({ fields: z.array(fieldSchema).optional(), subtypes: z.array(z.string()).optional() }),
  ),
});
type Field = z.infer<typeof fieldSchema>;

/**
 * Checks requests and answers against the published description of the Bot API; each call returns a list of problems.
 */
export interface TelegramSchemas {
  payload(method: string, payload: unknown): string[];
  result(method: string, result: unknown): string[];
  type(name: string, value: unknown): string[];
  /** Undoes multipart, in which every field that is not a string travels as JSON. */
  decode(method: string, name: string, value: string): unknown;
}

let loaded: TelegramSchemas | null | undefined;

/** Null, with a printed reason, if the published description is not available. Read once, since compiling is slow. */
export function telegramSchemas(): TelegramSchemas | null {
  if (loaded === undefined) loaded = load();
  return loaded;
}

function load(): TelegramSchemas | null {
  if (!existsSync(FILE)) {
    process.stderr.write('Telegram payloads are not checked: ../shared/specs is not there\n');
    return null;
  }
  const { methods, types } = specSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const definitions: Record<string, object> = {};
  for (const [name, { fields, subtypes }] of Object.entries(types)) {
    if (subtypes) definitions[name] = { anyOf: subtypes.map((subtype) => reference(subtype)) };
    else definitions[name] = fields ? shape(fields) : {};
  }
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema({ definitions }, 'telegram');

  const compiled = new Map<string, ValidateFunction>();
  function problems(name: string, schema: () => object, value: unknown): string[] {
    const validate = compiled.get(name) ?? ajv.compile(schema());
    compiled.set(name, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `${name}${instancePath}: ${message} ${JSON.stringify(params)}`;
    });
  }

  return {
    payload(name, payload) {
      const method = methods[name];
      return method ? problems(name, () => shape(method.fields), payload) : [`${name}: no such method`];
    },
    result(name, result) {
      const returns = methods[name]?.returns ?? [];
      return problems(`${name} answers`, () => ({ anyOf: returns.map(reference) }), result);
    },
    type: (name, value) => problems(name, () => reference(name), value),
    decode(method, name, value) {
      const field = methods[method]?.fields.find((each) => each.name === name);
      return !field || field.types.includes('String') ? value : JSON.parse(value);
    },
  };
}

function shape(fields: readonly Field[]): object {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, types }) => [name, { anyOf: types.map(reference) }])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function reference(type: string): object {
  if (type.startsWith('Array of '))
    return { type: 'array', items: reference(type.slice('Array of '.length)) };
  switch (type) {
    case 'Integer':
      return { type: 'integer' };
    case 'Float':
      return { type: 'number' };
    case 'String':
      return { type: 'string' };
    case 'Boolean':
      return { type: 'boolean' };
    case 'True':
      return { const: true };
    default:
      return { $ref: `telegram#/definitions/${type}` };
  }
}
