import { z } from 'zod';
import { conditionSchema } from '#core/knowledge/condition.ts';
import { FIELDS } from '#core/knowledge/fields.ts';

export const BLANK = /\{\{(\w+)\}\}/g;

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

/** Other words for the people whom the general ones do not fit. */
export function sayingsSchema<Shape extends z.core.$ZodLooseShape>(words: Shape) {
  return z.array(z.strictObject({ when: conditionSchema, ...words })).optional();
}

export const titleSchema = z.string().min(1).max(80);

/** Names that a sentence may hold beside the facts themselves. */
const NAMES = ['target_name', 'above_names', 'soap_above_names'] as const;

/** A sentence of knowledge; `{{blanks}}` are filled with what a person told. */
export function sentenceWith(blanks: readonly string[]) {
  return textWith(blanks, 240);
}

export const sentenceSchema = sentenceWith([...FIELDS, ...NAMES]);
