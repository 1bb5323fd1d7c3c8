import { z } from 'zod';

/** The same schema, except that an unknown field is an error: for data that people write by hand. */
export function strictly<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>> {
  return z.unknown().transform((told, context) => {
    const parsed = schema.safeParse(told);
    for (const { path, message } of parsed.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...path], message });
    if (!parsed.success) return z.NEVER;
    for (const path of strays(told, parsed.data, []))
      context.addIssue({ code: 'custom', path: [...path], message: 'is not a field of the record' });
    return parsed.data;
  });
}

/** The places where something was given that the schema dropped. */
function strays(
  told: unknown,
  kept: unknown,
  path: readonly PropertyKey[],
): readonly (readonly PropertyKey[])[] {
  if (!isObject(told) || !isObject(kept)) return [];
  return Object.keys(told).flatMap((key) => {
    const at = [...path, Array.isArray(told) ? Number(key) : key];
    return Object.hasOwn(kept, key) ? strays(told[key], kept[key], at) : [at];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
