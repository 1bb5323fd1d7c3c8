import { z } from 'zod';

/** Every schema of a text that people read. All other text in knowledge is a name, a rule, a page or a pattern. */
const WORDS = z.registry();

/** A text that people read, and that may therefore be translated. */
export function words(most = Number.MAX_SAFE_INTEGER): z.ZodString {
  return asWords(z.string().min(1).max(most));
}

/** Marks a schema of text with more rules than a length. */
export function asWords<S extends z.ZodType<string>>(schema: S): S {
  WORDS.add(schema);
  return schema;
}

type Path = readonly PropertyKey[];
interface Problem {
  readonly path: Path;
  readonly message: string;
}

/**
 * Lays the words of another language over an entry of knowledge. What is not given stays as it is.
 * @param told the words under the same names as in `value`. For a list: under the `id` or `key` of each entry or, if
 * its entries have none, a list of the same length with `null` for what stays
 * @returns the entry in those words, and everything in `told` that has no place in it
 */
export function inOtherWords<S extends z.ZodType>(
  schema: S,
  value: z.output<S>,
  told: unknown,
): { readonly value: z.output<S>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const worded = lay({ schema, value }, told, [], problems);
  // Only texts were replaced, and only by texts.
  return { value: worded as z.output<S>, problems };
}

/** A value and the rules it must keep. */
interface Entry {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
}

function lay({ schema: outer, value }: Entry, told: unknown, path: Path, problems: Problem[]): unknown {
  const schema = unwrapped(outer);
  const wrong = (message: string): unknown => {
    problems.push({ path, message });
    return value;
  };
  if (told === null) return value;
  if (WORDS.has(schema)) {
    const { data, error } = z.safeParse(schema, told);
    return error ? wrong(error.issues.map(({ message }) => message).join('; ')) : data;
  }
  if (typeof told !== 'object') return wrong('holds no words: only what people read can be said otherwise');
  const isList = Array.isArray(value) && !areNamed(value);
  if (isList && !(Array.isArray(told) && told.length === value.length))
    return wrong(`needs a list of ${value.length}, with ~ for each entry that stays as it is`);
  const copy = Array.isArray(value) ? [...value] : { ...Object(value) };
  for (const [name, words] of Object.entries(told)) {
    const at = [...path, Array.isArray(told) ? Number(name) : name];
    const place = placeOf(value, name);
    const part = partOf({ schema, value }, place);
    if (part) Reflect.set(copy, place, lay(part, words, at, problems));
    else problems.push({ path: at, message: 'the knowledge has no such entry' });
  }
  return copy;
}

function areNamed(list: readonly unknown[]): boolean {
  return list.every((entry) => nameOf(entry) !== undefined);
}

/** What an entry of a list is called. */
function nameOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return undefined;
  return Reflect.get(entry, 'id') ?? Reflect.get(entry, 'key');
}

/** The field of an object, or the index in a list. */
function placeOf(value: unknown, name: string): string {
  if (!Array.isArray(value) || !areNamed(value)) return name;
  return String(value.findIndex((entry) => nameOf(entry) === name));
}

/** The value at a path; undefined if there is none. */
function partOf({ schema, value }: Entry, place: string): Entry | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, place)) return undefined;
  const part = Reflect.get(value, place);
  const inner = schemaAt(schema, place);
  return inner && part !== undefined && part !== null ? { schema: inner, value: part } : undefined;
}

function schemaAt(schema: z.core.$ZodType, place: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[place];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodTuple ? schema.def.items[Number(place)] : undefined;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}
