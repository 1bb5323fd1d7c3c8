import { z } from 'zod';
import { type Condition, conditionSchema, judge } from '#core/assessment/condition.ts';
import { type Facts, FIELDS } from '#core/assessment/fields.ts';

const BLANK = /\{\{(\w+)\}\}/g;

/** A text of knowledge; `{{blanks}}` are filled with what a person told. */
export function textWith(blanks: readonly string[], most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, issue) => {
      for (const [, blank = ''] of text.matchAll(BLANK)) {
        if (!blanks.includes(blank)) issue.addIssue(`there is nothing to fill "{{${blank}}}" with`);
      }
    });
}

/** A short name for what holds or not, and a sentence or two about it. */
export const labelSchema = textWith(FIELDS, 120);
export const sayingSchema = textWith(FIELDS, 600);

/** What fills blanks; null for what is not known. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Fills the blanks of a text; null where one of them is not known, so that nothing is ever said without its data. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string | null {
  const blanks = [...text.matchAll(BLANK)].map(([, blank = '']) => blank);
  if (blanks.some((blank) => (values[blank] ?? null) === null)) return null;
  return text.replaceAll(BLANK, (_, blank: string) => {
    const value = values[blank];
    return String(typeof value === 'number' ? Math.round(value * 10) / 10 : value);
  });
}

/** Other words for the people whom the general ones do not fit. */
export function sayingsSchema<Shape extends z.core.$ZodLooseShape>(words: Shape) {
  return z.array(z.strictObject({ when: conditionSchema, ...words })).optional();
}

/**
 * An entry of knowledge in the words that fit one person: those of the first saying whose condition holds, and whose
 * blanks can all be filled, in the place of the general ones.
 */
export function wordedFor<Entry extends { readonly says?: readonly Saying[] | undefined }>(
  entry: Entry,
  facts: Facts,
): Entry {
  for (const { when, ...words } of entry.says ?? []) {
    if (judge(when, facts) !== true) continue;
    const filled = Object.entries(words).map(
      ([name, text]) => [name, typeof text === 'string' ? fill(text, facts) : text] as const,
    );
    if (filled.some(([name, text]) => text === null && words[name] !== null)) continue;
    return { ...entry, ...Object.fromEntries(filled.filter(([, text]) => text !== undefined)) };
  }
  return entry;
}

type Saying = { readonly when: Condition } & { readonly [name: string]: unknown };
